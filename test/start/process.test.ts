import { execFileSync, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findOnPath } from '../../server/engine/find-on-path.ts'
import { TestClient } from '../support/player.ts'
import { runServerProcess, type ServerProcess, startServerProcess } from '../support/server-process.ts'

const START = fileURLToPath(new URL('../../scripts/start-built.mjs', import.meta.url))
vi.setConfig({ testTimeout: 60_000 })

describe('npm start', () => {
  it('ends with code 2 and sentences, and without a stack, when settings cannot be used', async () => {
    const running = runServerProcess(
      '--host',
      '203.0.113.77',
      '--public-url',
      'bank.example.org',
      '--port',
      '0',
    )
    expect(await running.ended).toEqual({ code: 2, signal: null })
    expect(running.output()).toContain(
      'The flag --host is "203.0.113.77". This machine does not have that address.',
    )
    expect(running.output()).toContain('Write --public-url https://bank.example.org')
    expect(running.output()).not.toMatch(/^\s+at /m)
  })

  it('ignores a HOST that conda has set, and an empty PORT, and says so of the first', async () => {
    const { REDIS_URL: _, NODES: __, ...env } = process.env
    const server = spawn(process.execPath, [START, '--engine', 'embedded'], {
      env: { ...env, HOST: 'x86_64-conda-linux-gnu', PORT: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      let printed = ''
      for await (const piece of server.stdout.setEncoding('utf8')) {
        printed += piece
        if (printed.includes('Ctrl-C stops it')) break
      }
      expect(printed).toContain('The variable HOST is "x86_64-conda-linux-gnu".')
      expect(printed).toContain('So it is ignored')
      const [, port = ''] = /http:\/\/localhost:(\d+)/.exec(printed) ?? []
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    } finally {
      server.kill('SIGKILL')
    }
  })
})

describe('several processes', () => {
  it('tell the same addresses, those of the banner', async () => {
    const running = await startServerProcess('--nodes', '2', '--public-url', 'https://bank.example.org')
    const clients = [new TestClient(running.port), new TestClient(running.port)]
    const greeted = await Promise.all(clients.map((client) => client.next('greeted')))
    const expected = ['https://bank.example.org', `http://localhost:${running.port}`]
    expect(greeted.map(({ origins }) => origins)).toEqual([expected, expected])
    expect(new Set(greeted.map(({ node }) => node)).size).toBe(2)
    expect(running.output()).toContain(`phones  ${expected[0]}`)
    for (const client of clients) client.close()
    await running.stop()
  })
})

const SAID = /as many files and connections open as it may/g
/** Lowers the limit of a process that runs, as `ulimit -n` would have at its start. */
const canLower = findOnPath('prlimit') !== undefined && process.platform === 'linux'

describe.skipIf(!canLower)('a process that runs out of file descriptors', () => {
  const sockets: Socket[] = []
  let running: ServerProcess | undefined
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy()
    await running?.stop()
  })

  it('says so once in its log, goes on, and serves again', async () => {
    running = await startServerProcess('--engine', 'embedded')
    const { pid, port } = running
    const open = readdirSync(`/proc/${pid}/fd`).length
    execFileSync('prlimit', ['--pid', String(pid), `--nofile=${open + 8}:`])
    // Each asks for a file: one more descriptor.
    const closed = Array.from({ length: 120 }, () => {
      const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'))
      sockets.push(socket)
      return new Promise<void>((resolve) => socket.on('error', () => {}).on('close', () => resolve()))
    })
    await Promise.race(closed)
    await running.prints(SAID)
    for (const socket of sockets.splice(0)) socket.destroy()
    const status = () => fetch(`http://127.0.0.1:${port}/`).then(({ status }) => status, String)
    await expect.poll(status).toBe(200)
    expect(running.output().match(SAID)).toHaveLength(1)
  })
})
