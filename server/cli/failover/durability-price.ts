import { setTimeout as pause } from 'node:timers/promises'
import type { FailoverPlan } from './failover-plan.ts'
import type { Fired } from './scripted-player.ts'
import { type FailoverStack, randomAmount, type ScriptedRoom, seatPlayers } from './scripted-room.ts'

/** How long players waited for an outcome, in milliseconds, and outcomes a second of all players together. */
export interface Pace {
  median: number
  p99: number
  perSecond: number
}

/** The pace with and without a wait for the replica: two rooms on the same servers play in turns. */
export interface DurabilityPrice {
  without: Pace
  with: Pace
}

/** Milliseconds of one turn. */
const TURN_MS = 500
/** Turns of each room. The first turn warms up and is not counted. */
const TURNS = 4

export async function priceOf(
  { bank }: Pick<FailoverStack, 'bank'>,
  plan: Pick<FailoverPlan, 'strategy' | 'players' | 'stop'>,
  turnMs = TURN_MS,
): Promise<DurabilityPrice> {
  const rooms = [
    await seatPlayers(bank, { ...plan, durable: false }),
    await seatPlayers(bank, { ...plan, durable: true }),
  ] as const
  const settled: [Fired[], Fired[]] = [[], []]
  const seconds: [number, number] = [0, 0]
  for (let turn = 0; turn < TURNS && !plan.stop.aborted; turn++) {
    for (const which of [0, 1] as const) {
      const played = await play(rooms[which], turnMs, plan.stop)
      if (turn === 0) continue
      settled[which].push(...played.settled)
      seconds[which] += played.seconds
    }
  }
  for (const { room, players } of rooms) for (const player of players) bank.rooms.left(room, player)
  return { without: paceOf(settled[0], seconds[0]), with: paceOf(settled[1], seconds[1]) }
}

async function play({ room, players }: ScriptedRoom, ms: number, stop: AbortSignal) {
  const before = players.map(({ settled }) => settled.length)
  const began = performance.now()
  let over = false
  const playing = players.map((player) => player.play(room, randomAmount, () => over || stop.aborted))
  await pause(ms, undefined, { signal: stop }).catch(() => {})
  over = true
  await Promise.all(playing)
  const settled = players.flatMap((player, i) => player.settled.slice(before[i]))
  return { settled, seconds: (performance.now() - began) / 1000 }
}

function paceOf(settled: readonly Fired[], seconds: number): Pace {
  const took = settled.map(({ firedAt, settledAt }) => settledAt - firedAt).sort((a, b) => a - b)
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
  return { median: at(0.5), p99: at(0.99), perSecond: seconds > 0 ? settled.length / seconds : 0 }
}
