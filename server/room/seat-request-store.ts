import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { BankError } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import type { SeatRequest } from '../../shared/protocol.ts'
import { nicknameKey } from '../names/nickname-key.ts'
import { KEPT_SECONDS, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import type { Command, Wire } from '../redis/wire.ts'
import { ANSWER, REQUEST } from './seat-request-scripts.ts'
import { hashSecret } from './secret.ts'

/** A browser's request for the seat of a player who is away. */
const StoredRequest = z.object({
  player: z.string(),
  /** Two digits that the asking browser shows, so that the host knows which one it is. */
  digits: z.string(),
  state: z.enum(['waiting', 'granted', 'refused']),
  /** When its browser asked last, in milliseconds on the clock of Redis. */
  at: z.number(),
})
export type StoredRequest = z.infer<typeof StoredRequest>

const keysOf = (code: string): string[] => {
  const { room, players, presence, requests, seen } = roomKeys(code)
  return [room, players, presence, requests, seen]
}

/** Stores the request, or keeps it alive. Throws `BankError`. */
export async function requestSeat(
  wire: Wire,
  code: string,
  { request, nickname, secret }: { request: string; nickname: string; secret: string },
): Promise<StoredRequest> {
  const limits = [PACE.seatRequestMs, LIMITS.seatRequests, KEPT_SECONDS].map(String)
  const { channel } = roomKeys(code)
  const asked = [request, nicknameKey(nickname), hashSecret(secret), String(randomInt(10, 100)), channel]
  const send = (command: Command) => wire.command(command)
  const [kind, text] = (await runScript(send, REQUEST, keysOf(code), [...asked, ...limits])) as [
    string,
    string,
  ]
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
  const asked = [request, granted ? 'granted' : 'refused', channel, String(PACE.seatRequestMs)]
  const error = await runScript((command) => wire.command(command), ANSWER, keysOf(code), asked)
  if (error !== null) throw new BankError(error as BankError['code'])
}

/** The requests that wait for the host now, by their digits. `now`: milliseconds on the clock of Redis. */
export async function loadSeatRequests(wire: Wire, code: string, now: number): Promise<SeatRequest[]> {
  const flat = (await wire.command(['HGETALL', roomKeys(code).requests])) as string[]
  const requests: SeatRequest[] = []
  for (let i = 0; i < flat.length; i += 2) {
    const { player, digits, state, at } = StoredRequest.parse(JSON.parse(flat[i + 1] as string))
    if (state === 'waiting' && now - at <= PACE.seatRequestMs)
      requests.push({ request: flat[i] as string, player, digits })
  }
  return requests.sort((one, other) => Number(one.digits) - Number(other.digits))
}
