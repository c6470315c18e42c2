import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { openLocal } from '../../server/engine/local.ts'
import { readServerInfo } from '../../server/engine/server-info.ts'
import { probe } from '../../server/redis/connect.ts'
import { closedPort } from '../support/closed-port.ts'
import { redisServerPath } from '../support/machine.ts'

const binary = redisServerPath ?? 'redis-server'
const opened: Engine[] = []

async function open(choosePort?: () => Promise<number>): Promise<Engine> {
  const engine = await openLocal(binary, probe, choosePort)
  opened.push(engine)
  return engine
}

const portOf = (engine: Engine) => Number(new URL(engine.url).port)
const pidOf = async (url: string) => readServerInfo(await probe(url)).pid as number
const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

afterEach(() => Promise.all(opened.splice(0).map((engine) => engine.close())))

describe.skipIf(!redisServerPath && !process.env.CI)('the local engine', () => {
  test('starts, answers, and leaves no process behind', async () => {
    const engine = await open()
    expect(engine.name).toMatch(/^(Redis|Valkey) \d+\./)
    const pid = await pidOf(engine.url)
    let died = false
    void engine.died.then(() => {
      died = true
    })
    await engine.close()
    await engine.close()
    expect(isThere(pid)).toBe(false)
    await expect(probe(engine.url)).rejects.toThrow(/ECONNREFUSED/)
    expect(died).toBe(false)
  })

  test('reports the death of its server, and can be closed after that', async () => {
    const engine = await open()
    const pid = await pidOf(engine.url)
    process.kill(pid, 'SIGKILL')
    expect(await engine.died).toContain(`(process ${pid}) was ended by SIGKILL`)
    await engine.close()
  })

  test('takes another port when a Redis or a silent program has the port already', async () => {
    const other = await open()
    const stranger = createServer().listen(0, '127.0.0.1')
    await once(stranger, 'listening')
    const ports = [portOf(other), (stranger.address() as AddressInfo).port, await closedPort()]
    const left = [...ports]
    const engine = await open(async () => left.shift() ?? 0)
    expect(portOf(engine)).toBe(ports[2])
    expect(await pidOf(engine.url)).not.toBe(await pidOf(other.url))
    stranger.close()
  })

  test('writes nothing to disk and reads nothing from it', async () => {
    const engine = await open()
    const socket = connect(portOf(engine), '127.0.0.1')
    socket.write(
      'CONFIG GET save\r\nCONFIG GET appendonly\r\nCONFIG GET dbfilename\r\nCONFIG GET bind\r\nQUIT\r\n',
    )
    let said = ''
    for await (const chunk of socket) said += chunk
    expect(said.split('\r\n').filter((line) => line && !/^[*$]/.test(line))).toEqual([
      'save',
      'appendonly',
      'no',
      'dbfilename',
      expect.stringMatching(/^bank-run-.*\.rdb$/),
      'bind',
      '127.0.0.1',
      '+OK',
    ])
  })
})

/** A program that opens the engine, prints its port and waits; on SIGINT it probes the engine and closes it. */
const PROGRAM = `
  import { connect } from 'node:net'
  const { openLocal } = await import(process.argv[1])
  const probe = ({ at }) => new Promise((resolve, reject) => {
    const socket = connect(at.port, '127.0.0.1').on('error', reject)
    socket.on('data', (data) => { resolve(String(data)); socket.destroy() }).write('INFO server\\r\\n')
  })
  const engine = await openLocal(process.argv[2], probe)
  process.on('SIGINT', async () => {
    console.log((await probe(engine.endpoint)).includes('process_id') ? 'it answers' : 'it does not')
    await engine.close()
    process.exit()
  })
  console.log(new URL(engine.url).port)
  setInterval(() => {}, 60_000)`

describe.skipIf(!redisServerPath && !process.env.CI)('the local engine of a process that ends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bank-run-local-'))
  const entry = fileURLToPath(new URL('../../server/engine/local.ts', import.meta.url))
  beforeAll(async () => {
    const output = { entryFileNames: 'local.mjs' }
    await build({
      configFile: false,
      logLevel: 'silent',
      build: { ssr: entry, outDir: folder, rollupOptions: { output } },
    })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Starts the program; `engineGone` resolves when a connection to its engine closes. */
  async function start() {
    const args = ['--input-type=module', '-e', PROGRAM, join(folder, 'local.mjs'), binary]
    const parent = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface(parent.stdout)[Symbol.asyncIterator]()
    const port = Number((await lines.next()).value)
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    await once(socket.resume(), 'connect')
    const engineGone = new Promise((resolve) => socket.once('close', resolve))
    return { parent, lines, port, engineGone }
  }

  test('ends when the process is killed', async () => {
    const { parent, port, engineGone } = await start()
    parent.kill('SIGKILL')
    await engineGone
    // A dying process closes its sockets one by one: the listening one may close a moment later.
    const answer = () => probe(`redis://127.0.0.1:${port}`).catch((error: Error) => error.message)
    await expect.poll(answer).toMatch(/ECONNREFUSED/)
  })

  test('does not get the Ctrl-C of the process, and ends when it is closed', async () => {
    const { parent, lines, engineGone } = await start()
    const ended = once(parent, 'exit')
    process.kill(-(parent.pid as number), 'SIGINT')
    expect((await lines.next()).value).toBe('it answers')
    await engineGone
    expect(await ended).toEqual([0, null])
  })
})
