import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { BankError } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import { nicknameKey } from '../names/nickname-key.ts'
import { KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import type { Command, Wire } from '../redis/wire.ts'
import { newHostId } from './host-store.ts'
import { ANSWER, REQUEST } from './request-scripts.ts'
import { hashSecret } from './secret.ts'

/** A browser's request to a host. */
const StoredRequest = z.object({
  /** For the seat of a player who is away, or to be made a host. */
  asks: z.enum(['seat', 'host']).default('seat'),
  /** Whose seat it is, or who asks to be made a host. */
  player: z.string(),
  /** Two digits that the asking browser shows, so that the host knows which one it is. */
  digits: z.string(),
  state: z.enum(['waiting', 'granted', 'refused', 'expired']),
  /** When it was made, in milliseconds on the clock of Redis. */
  since: z.number().default(0),
  /** When its browser asked last, or when it was answered. */
  at: z.number(),
})
export type StoredRequest = z.infer<typeof StoredRequest>
/** A request that waits for a host, with its id. */
export type WaitingRequest = Pick<StoredRequest, 'asks' | 'player' | 'digits'> & { request: string }

/** What a browser asks for, with the secret that proves it later. */
export type Asked = { request: string; secret: string } & (
  | { asks: 'seat'; nickname: string }
  | { asks: 'host'; player: string }
)

const keysOf = (code: string): string[] => {
  const { room, players, presence, requests, seen, hosts } = roomKeys(code)
  return [room, players, presence, requests, seen, hosts]
}

/** Stores the request, or keeps it alive. Throws `BankError`. */
export async function storeRequest(wire: Wire, code: string, asked: Asked): Promise<StoredRequest> {
  const { request, asks, secret } = asked
  const about = asked.asks === 'seat' ? { key: nicknameKey(asked.nickname) } : { player: asked.player }
  const digits = String(randomInt(10, 100))
  const most = { seat: LIMITS.seatRequests, host: LIMITS.hostRequests }[asks]
  const limits = [PACE.requestMs, most, KEPT_SECONDS, PACE.hostRequestMs, PACE.refusedMs].map(String)
  const stored = { request, asks, ...about, secretHash: hashSecret(secret), digits }
  const [kind, text] = (await runScript((command: Command) => wire.command(command), REQUEST, keysOf(code), [
    ...[JSON.stringify(stored), roomKeys(code).channel],
    ...limits,
  ])) as [string, string]
  if (kind === 'error') throw new BankError(text as BankError['code'])
  return StoredRequest.parse(JSON.parse(text))
}

/** Carries out the host's answer. Throws `BankError`. */
export async function answerRequest(
  wire: Wire,
  code: string,
  request: string,
  granted: boolean,
): Promise<void> {
  const { channel } = roomKeys(code)
  const asked = [request, granted ? 'granted' : 'refused', channel, String(PACE.requestMs), newHostId()]
  const limits = [KEPT_SECONDS, LIMITS.hosts, PACE.hostRequestMs].map(String)
  const send = (command: Command) => wire.command(command)
  const error = await runScript(send, ANSWER, keysOf(code), [...asked, ...limits])
  if (error !== null) throw new BankError(error as BankError['code'])
}

/** The requests that wait for a host now, by their digits. `now`: milliseconds on the clock of Redis. */
export async function loadRequests(wire: Wire, code: string, now: number): Promise<WaitingRequest[]> {
  const flat = (await wire.command(['HGETALL', roomKeys(code).requests])) as string[]
  const requests: WaitingRequest[] = []
  for (let i = 0; i < flat.length; i += 2) {
    const { asks, player, digits, state, since, at } = StoredRequest.parse(JSON.parse(flat[i + 1] as string))
    const late = now - at > PACE.requestMs || (asks === 'host' && now - since > PACE.hostRequestMs)
    if (state === 'waiting' && !late) requests.push({ request: flat[i] as string, asks, player, digits })
  }
  return requests.sort((one, other) => Number(one.digits) - Number(other.digits))
}
