import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { FORMATS } from '../../shared/history/history-formats.ts'
import { type ClientMessage, PROTOCOL, type ServerMessage } from '../../shared/protocol.ts'
import { distinctEngines } from '../support/engines.ts'
import { TestClient } from '../support/player.ts'
import { startServer, type TestServer } from '../support/server.ts'

const folder = new URL('recorded/', import.meta.url)
const lines = <T>(file: string): T[] =>
  readFileSync(new URL(file, folder), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T)

/** The keys of the rooms as the earlier build left them: one command for each key. */
const commands = lines<[name: string, key: string, ...rest: string[]]>('redis.jsonl')
/** What clients sent to the earlier build when it opened those rooms again, and what it answered. */
const asked = lines<{ connection: string; send: ClientMessage; answers: ServerMessage[] }>('answers.jsonl')
/** The files that it exported. */
const exported = lines<{ file: string; text: string }>('exports.jsonl')

/**
 * The text of a message. The `at` of a snapshot is the time of asking, so it becomes 0 and the times of its entries
 * become absolute. An error is known by its code: its sentence may change.
 */
function comparable(message: ServerMessage): string {
  if (message.type === 'error') return JSON.stringify({ ...message, message: '' })
  if (message.type !== 'snapshot') return JSON.stringify(message)
  const { at } = message
  const entries = message.entries.map((entry) =>
    entry.map((value, place) => (place === 9 || place === 10 ? Number(value) + at : value)),
  )
  return JSON.stringify({ ...message, at: 0, entries })
}

/** An export without what the earlier build did not have: whether a write is lost. */
function earlier(text: string, extension: string | undefined): string {
  if (extension === 'jsonl') return text.replaceAll(',"lost":true', '')
  if (extension !== 'csv') return text
  const rows = text.split('\r\n').map((row) => row.split(','))
  const lost = rows[0]?.indexOf('lost') ?? -1
  expect(lost).toBeGreaterThan(0)
  return rows.map((cells) => cells.filter((_, column) => column !== lost).join(',')).join('\r\n')
}

describe.each(distinctEngines)('a room that an earlier build filled, on %s', (kind) => {
  let server: TestServer
  let wire: Wire
  beforeAll(async () => {
    server = await startServer(kind)
    wire = await connect('ioredis', server.engine.endpoint)
    await Promise.all(commands.map((command) => wire.command(command)))
  })
  afterAll(async () => {
    await wire.close()
    await server.close()
  })

  it('is told byte for byte: snapshot, verdicts, history, forgotten writes and every outcome', async () => {
    let client: TestClient | undefined
    let connection = ''
    for (const { connection: name, send, answers } of asked) {
      if (name !== connection) {
        client?.close()
        client = await TestClient.connect(server.port)
        connection = name
      }
      const told = client as TestClient
      const from = told.log.length
      const types = answers.map(({ type }) => type)
      const found = (): ServerMessage[] => told.log.slice(from).filter(({ type }) => types.includes(type))
      // The rooms are old, the client is not.
      told.send(send.type === 'enter' ? { ...send, protocol: PROTOCOL } : send)
      await told.until(() => found().length >= answers.length, JSON.stringify(send))
      expect(found().map(comparable)).toEqual(answers.map(comparable))
    }
    client?.close()
    expect(asked.filter(({ send }) => send.type === 'fire')).toHaveLength(29)
    expect(server.logged).toEqual([])
  })

  it('is exported byte for byte, in every format and epoch', async () => {
    for (const { file, text } of exported) {
      const [, code, epoch, extension] = /^bank-run-(\w+)-(\d+)\.(.+)$/.exec(file) ?? []
      const format = Object.entries(FORMATS).find(([, format]) => format.extension === extension)?.[0]
      const address = `http://127.0.0.1:${server.port}/api/rooms/${code}/history?format=${format}&epoch=${epoch}`
      const answer = await fetch(address)
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${file}"`)
      expect(earlier(await answer.text(), extension)).toBe(text)
    }
    expect(exported).toHaveLength(3 * Object.keys(FORMATS).length)
  })

  it('stays in Redis as it was: entries, receipts, players and settings', async () => {
    const read = { SET: ['GET'], RPUSH: ['LRANGE', '0', '-1'], HSET: ['HGETALL'] } as Record<string, string[]>
    for (const [name, key, ...values] of commands) {
      const [how = '', ...range] = read[name] ?? []
      const found = await wire.command([how, key, ...range])
      if (name === 'HSET') expect(pairs(found as string[])).toEqual(pairs(values))
      else expect(found).toEqual(name === 'SET' ? values[0] : values)
    }
  })
})

/** A hash has no order. */
function pairs(flat: readonly string[]): string[] {
  return flat.flatMap((field, i) => (i % 2 === 0 ? [`${field} ${flat[i + 1]}`] : [])).sort()
}
