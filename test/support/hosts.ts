import { nanoid } from 'nanoid'
import { roomKeys } from '../../server/redis/keys.ts'
import type { HostDevice, ServerMessage } from '../../shared/protocol.ts'
import type { TestClient } from './player.ts'
import type { TestRoom } from './server.ts'
import { QUICK, type TwoServers } from './two-servers.ts'

/* Hosts of a room on two servers, and players who ask to be one. */

type Requested = Extract<ServerMessage, { type: 'requested' }>

export const newRequest = () => ({ request: nanoid(), secret: nanoid(24) })
export type Asked = ReturnType<typeof newRequest>

export const ask = (client: TestClient, asked: Asked) => client.send({ type: 'request-host', ...asked })
export const requested = (client: TestClient, asked: Asked, state: Requested['state']) =>
  client.next('requested', (message) => message.request === asked.request && message.state === state)
export const answer = (host: TestClient, { request }: Pick<Asked, 'request'>, granted: boolean) =>
  host.send({ type: 'answer-request', request, granted })
export const hosting = (client: TestClient, host: boolean) =>
  client.next('hosting', (one) => one.host === host)
/** Something that only hosts may do. */
export const press = (client: TestClient) => client.send({ type: 'reset', opening: 500 })

/** The requests as the host was told last, once there are so many. */
export const waiting = (host: TestClient, count: number) =>
  host.until(() => {
    const last = host.log.findLast((message) => message.type === 'host-requests')
    const requests = last?.requests ?? []
    return requests.length === count && requests
  }, `${count} requests`)

/** The hosts as the first host was told last, once there are so many. */
export const listed = (first: TestClient, count: number): Promise<HostDevice[]> =>
  first.until(() => {
    const last = first.log.findLast((message) => message.type === 'hosts')
    return last?.hosts.length === count && last.hosts
  }, `${count} hosts`)

export class Hosts {
  readonly #servers: TwoServers

  constructor(servers: TwoServers) {
    this.#servers = servers
  }

  /** A room, and Ms Kim's phone on the other server. */
  async setUp() {
    const room = await this.#servers.room(QUICK)
    const kim = await this.#servers.join(room, 'Ms Kim', this.#servers.other)
    return { room, kim, asked: newRequest() }
  }

  /** The same, and Ms Kim's phone has become a host. */
  async withSecondHost() {
    const { room, kim, asked } = await this.setUp()
    ask(kim, asked)
    await waiting(room.host, 1)
    answer(room.host, asked, true)
    await hosting(kim, true)
    const host = (await listed(room.host, 2)).find(({ player }) => player === kim.id)?.host ?? ''
    return { room, kim, asked, host }
  }

  /** A screen that has the secret of a host, and whether it counted. */
  async screen({ code }: TestRoom, token: string, server = this.#servers.server) {
    const client = await this.#servers.connect(server)
    const { host } = await client.enter(code, { kind: 'screen' }, token)
    return { client, host }
  }

  /** Changes a request as it is stored. */
  async change(
    { code }: TestRoom,
    { request }: Asked,
    change: (one: Stored) => Partial<Stored>,
  ): Promise<void> {
    const { requests } = roomKeys(code)
    const one = JSON.parse(String(await this.#servers.direct.command(['HGET', requests, request]))) as Stored
    const changed = JSON.stringify({ ...one, ...change(one) })
    await this.#servers.direct.command(['HSET', requests, request, changed])
  }
}

interface Stored {
  state: string
  since: number
  at: number
}
