import { afterEach, describe, expect, it } from 'vitest'
import { openAddressBook } from '../../server/start/address-book.ts'
import { banner, newAddresses } from '../../server/start/banner.ts'
import { TestClient } from '../support/player.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { BARE, interfacesOf, surroundingsOf } from './networks.ts'

const SCHOOL = interfacesOf({ docker0: ['172.17.0.1'], wlan0: ['192.168.1.20'] })
const NEXT_ROOM = interfacesOf({ docker0: ['172.17.0.1'], wlan0: ['10.20.30.40'] })

describe('the addresses of a running server', () => {
  let server: TestServer | undefined
  const clients: TestClient[] = []
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close()
    await server?.close()
  })
  const start = async (surroundings: ReturnType<typeof surroundingsOf>, host = '0.0.0.0') => {
    server = await startServer('embedded', undefined, { host, surroundings })
    const client = await TestClient.connect(server.port)
    clients.push(client)
    return { server, greeted: await client.next('greeted'), client }
  }

  it('are the same in the banner and in the greeting: all of them, best guess first', async () => {
    const { server, greeted } = await start(surroundingsOf(SCHOOL))
    const [lan, docker, here] = ['192.168.1.20', '172.17.0.1', 'localhost'].map(
      (name) => `http://${name}:${server.port}`,
    )
    expect(greeted).toMatchObject({ origins: [lan, docker, here], inner: [docker] })
    expect(greeted).not.toHaveProperty('unreachable')
    const printed = banner(server)
    expect(printed).toContain(`phones  ${lan} `)
    expect(printed).toContain(`or  ${docker} `)
    expect(printed).toContain(`open  ${here}\n`)
  })

  it('are told to every page and printed again when the network changes, and by later greetings', async () => {
    const surroundings = surroundingsOf(SCHOOL)
    const { server, client } = await start(surroundings)
    const printed = new Promise<string>((resolve) =>
      server.addresses.onChange((now) => resolve(newAddresses(now))),
    )
    surroundings.move(NEXT_ROOM)
    const lan = `http://10.20.30.40:${server.port}`
    expect((await client.next('reached')).origins[0]).toBe(lan)
    expect(await printed).toContain(`phones  ${lan} `)
    const later = await TestClient.connect(server.port)
    clients.push(later)
    expect((await later.next('greeted')).origins[0]).toBe(lan)
  })

  it('are none when it listens on this machine only: banner and greeting say why', async () => {
    const { server, greeted } = await start(surroundingsOf(SCHOOL), '127.0.0.1')
    expect(greeted.origins).toEqual([`http://localhost:${server.port}`])
    expect(greeted.unreachable).toContain('listens on 127.0.0.1 only')
    expect(banner(server)).toContain(`phones  none. ${greeted.unreachable}`)
    expect(banner(server)).not.toContain('█')
  })

  it('are none in a container, and the greeting says what to set', async () => {
    const signs = { ...BARE, exists: (path: string) => path === '/.dockerenv' }
    const { greeted } = await start(surroundingsOf(interfacesOf({ eth0: ['172.17.0.2'] }), signs))
    expect(greeted.unreachable).toContain('PUBLIC_URL')
    expect(greeted.origins).toHaveLength(1)
  })

  it('are the forwarded one in a codespace', async () => {
    const signs = {
      ...BARE,
      env: { CODESPACE_NAME: 'a-b' },
      exists: (path: string) => path === '/.dockerenv',
    }
    const { server, greeted } = await start(surroundingsOf(interfacesOf({ eth0: ['172.17.0.2'] }), signs))
    expect(greeted.origins[0]).toBe(`https://a-b-${server.port}.app.github.dev`)
  })
})

describe('an address book', () => {
  const options = { port: 3000, listening: '::', routed: [] }

  it('sends no message when nothing has changed', async () => {
    const surroundings = surroundingsOf(SCHOOL)
    const book = openAddressBook({ ...options, surroundings })
    const told: string[] = []
    const end = book.onChange(({ phones }) => told.push(phones[0] ?? ''))
    await book.look()
    expect(told).toEqual([])
    surroundings.move(NEXT_ROOM)
    await book.look()
    expect(told).toEqual(['http://10.20.30.40:3000'])
    end()
    surroundings.move(SCHOOL)
    await book.look()
    expect(told).toHaveLength(1)
    expect(book.now.phones[0]).toBe('http://192.168.1.20:3000')
    book.close()
  })

  it('keeps what it knows when the system does not answer, and is empty when it never has', async () => {
    let silent = false
    const surroundings = {
      ...surroundingsOf(SCHOOL),
      interfaces() {
        if (silent) throw new Error('EACCES')
        return SCHOOL
      },
    }
    const book = openAddressBook({ ...options, surroundings })
    silent = true
    await book.look()
    expect(book.now.phones[0]).toBe('http://192.168.1.20:3000')
    book.close()
    const never = openAddressBook({ ...options, surroundings })
    expect(never.now).toMatchObject({ here: 'http://localhost:3000', phones: [] })
    never.close()
  })
})
