import { nanoid } from 'nanoid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../shared/limits.ts'
import { PROTOCOL } from '../../shared/protocol.ts'
import { TestClient } from '../support/player.ts'
import { openRoom, startServer, type TestRoom, type TestServer } from '../support/server.ts'

describe('the gateway', () => {
  let server: TestServer
  let room: TestRoom
  const clients: TestClient[] = []
  const open = async (): Promise<TestClient> => {
    const client = await TestClient.connect(server.port)
    clients.push(client)
    return client
  }
  beforeAll(async () => {
    server = await startServer('embedded')
    room = await openRoom(server.port, { thinkMs: 0, jitterMs: 0 })
  })
  afterEach(() => {
    for (const client of clients.splice(0)) client.close()
    expect(server.logged).toEqual([])
  })
  afterAll(async () => {
    room.close()
    await server.close()
  })

  it('greets with the protocol, the engine and every strategy, and sends the file of one to those who ask', async () => {
    const client = await open()
    const greeted = await client.next('greeted')
    expect(greeted).toMatchObject({ protocol: PROTOCOL, engine: { kind: 'embedded' } })
    const naive = greeted.strategies.find(({ id }) => id === 'naive')
    expect(JSON.stringify(greeted)).not.toContain('account.set(')
    client.send({ type: 'read-source', strategy: 'naive' })
    const file = await client.next('source')
    expect(file).toMatchObject({ strategy: 'naive', edition: naive?.edition })
    expect(file.source).toContain('account.set(seen.balance + amount, seen)')
    client.send({ type: 'read-source', strategy: '__proto__' })
    expect(await client.error('read-source')).toBe('unknown-strategy')
    expect(greeted.origins.at(-1)).toBe(`http://localhost:${server.port}`)
  })

  it.each([
    ['not JSON', 'bad-json', '{"type":'],
    ['an array', 'bad-message', '[]'],
    ['an unknown type', 'bad-message', '{"type":"rob"}'],
    ['an unknown field', 'bad-message', '{"type":"leave","now":true}'],
    ['an amount of zero', 'bad-message', `{"type":"fire","tx":"${'a'.repeat(21)}","amount":0,"epoch":1}`],
    ['a fraction', 'bad-message', `{"type":"fire","tx":"${'a'.repeat(21)}","amount":1.5,"epoch":1}`],
    [
      'too large an amount',
      'bad-message',
      `{"type":"fire","tx":"${'a'.repeat(21)}","amount":${LIMITS.amount + 1},"epoch":1}`,
    ],
    ['a short transaction id', 'bad-message', '{"type":"fire","tx":"abc","amount":50,"epoch":1}'],
    ['a deep nest', 'bad-message', `${'['.repeat(900)}${']'.repeat(900)}`],
    ['a prototype key', 'bad-message', '{"__proto__":{"type":"leave"}}'],
  ])('answers %s with %s and keeps the connection', async (_, code, frame) => {
    const client = await open()
    client.socket.send(frame)
    expect(await client.error()).toBe(code)
    client.send({ type: 'ping', sent: 1 })
    await client.next('pong')
  })

  it('answers a binary frame with an error and keeps the connection', async () => {
    const client = await open()
    client.socket.send(Buffer.from([1, 2, 3]))
    expect(await client.error()).toBe('binary-frame')
    client.send({ type: 'ping', sent: 1 })
    await client.next('pong')
  })

  it('closes the connection with 1009 on a frame over 4 KiB', async () => {
    const client = await open()
    client.socket.send('x'.repeat(LIMITS.frameBytes + 1))
    await client.until(() => client.closed, 'the end').catch(() => {})
    expect(client.closed?.code).toBe(1009)
  })

  it('closes a connection that sends only nonsense with 1008', async () => {
    const client = await open()
    for (let i = 0; i < 40; i++) client.socket.send('nonsense')
    await client.until(() => client.closed, 'the end').catch(() => {})
    expect(client.closed?.code).toBe(1008)
    expect(
      client.log.some((message) => message.type === 'error' && message.code === 'too-many-bad-messages'),
    ).toBe(true)
  })

  it.each(['ZZZZZZ', 'K7Q4MX', '', '../../etc'])('answers unknown-room for the code %j', async (code) => {
    const client = await open()
    client.send({ type: 'enter', protocol: PROTOCOL, code, seat: { kind: 'screen' } })
    expect(await client.error('enter')).toBe('unknown-room')
  })

  it('tells a client whether a room exists before the client enters it', async () => {
    const client = await open()
    client.send({ type: 'find', code: room.code.toLowerCase() })
    expect((await client.next('found')).code).toBe(room.code)
    client.send({ type: 'find', code: 'K7Q4MX' })
    expect(await client.error('find')).toBe('unknown-room')
  })

  it('refuses a page with another protocol version', async () => {
    const client = await open()
    client.send({ type: 'enter', protocol: PROTOCOL + 1, code: room.code, seat: { kind: 'screen' } })
    expect(await client.error('enter')).toBe('wrong-protocol')
  })

  it('finds a room whose code is typed in lower case with a space and a dot', async () => {
    const client = await open()
    const typed = ` ${room.code.slice(0, 3).toLowerCase()}·${room.code.slice(3)}`
    expect(await client.enter(typed, { kind: 'screen' })).toMatchObject({
      code: room.code,
      you: null,
      host: false,
    })
  })

  it('refuses a transaction from outside a room or from a screen, and a second entry', async () => {
    const client = await open()
    client.fire(50)
    expect(await client.error('fire')).toBe('not-in-room')
    room.host.fire(50)
    expect(await room.host.error('fire')).toBe('not-a-player')
    room.host.send({ type: 'enter', protocol: PROTOCOL, code: room.code, seat: { kind: 'screen' } })
    expect(await room.host.error('enter')).toBe('already-entered')
  })

  it('books sixteen transactions of a player at once, and refuses the seventeenth with its id', async () => {
    const own = await openRoom(server.port, { thinkMs: 400, jitterMs: 0 })
    const max = await own.join('max')
    const sent = Array.from({ length: LIMITS.inFlight }, () => max.fire(1))
    const refused = max.fire(1)
    expect(await max.next('error')).toMatchObject({ code: 'too-many-in-flight', re: 'fire', tx: refused })
    for (const tx of sent) expect((await max.settled(tx)).receipt.outcome).toBe('applied')
    own.close()
  })

  it('books a transaction once when two connections fire it', async () => {
    const own = await openRoom(server.port, { thinkMs: 50, jitterMs: 0 })
    const ana = await own.join('ana')
    const other = await open()
    await other.enter(own.code, { kind: 'resume', player: ana.id, secret: ana.secret })
    const tx = nanoid()
    ana.fire(50, 1, tx)
    other.fire(50, 1, tx)
    expect((await ana.settled(tx)).receipt).toEqual((await other.settled(tx)).receipt)
    expect(await own.host.account(({ version }) => version === 1)).toMatchObject({ actual: 150, applied: 1 })
    own.close()
  })

  it('answers /healthz, and serves the page at each of its paths', async () => {
    const at = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`)
    expect(await (await at('/healthz')).json()).toMatchObject({
      ok: true,
      engine: { kind: 'embedded' },
      redis: 'up',
    })
    for (const path of ['/', '/r/K7Q4MX', '/r/K7Q4MX/screen']) {
      const page = await at(path)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('<script')
    }
  })
})
