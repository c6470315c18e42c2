import { setTimeout as pause } from 'node:timers/promises'
import type { FailoverPlan } from './failover-plan.ts'
import { type Findings, findForgottenTransactions } from './findings.ts'
import type { Fired } from './scripted-player.ts'
import { type FailoverStack, randomAmount, type ScriptedRoom } from './scripted-room.ts'

/** The steps of a failover, in order. */
export type FailoverStep =
  | { is: 'opened'; redis: string; url: string; code: string }
  | { is: 'played'; acknowledged: Fired[] }
  | { is: 'held'; acknowledged: Fired[] }
  | { is: 'killed'; inDoubt: Fired[] }
  | { is: 'noticed'; afterMs: number | undefined; findings: Findings }

/** Milliseconds: how long the room may take to detect the rollback, and between two checks. */
const NOTICED_WITHIN_MS = 10_000
const LOOK_MS = 20

const applied = ({ outcome }: Fired): boolean => outcome === 'applied'

/**
 * Lets the players fire, holds replication, lets them fire on, kills the primary and promotes the replica. Then waits
 * until the room has found out which transactions are gone. Resolves early when it is stopped.
 */
export async function runFailover(
  { redis, bank }: FailoverStack,
  { code, room, players }: ScriptedRoom,
  { playMs, holdMs, restMs, stop }: FailoverPlan,
  onStep: (step: FailoverStep) => Promise<void> | void,
): Promise<void> {
  const settled = (): Fired[] => players.flatMap((player) => player.settled)
  let over = false
  await onStep({ is: 'opened', redis: redis.name, url: redis.url, code })
  const playing = Promise.all(
    players.map((player) => player.play(room, randomAmount, () => over || stop.aborted, restMs)),
  )
  // An error of a player ends the wait; none is expected.
  const wait = async (ms: number): Promise<void> => {
    await Promise.race([pause(ms, undefined, { signal: stop }).catch(() => {}), playing])
  }
  try {
    await wait(playMs)
    const before = settled().filter(applied)
    await onStep({ is: 'played', acknowledged: before })
    redis.holdReplication()
    await wait(holdMs)
    if (stop.aborted) return
    over = true
    await redis.killPrimary()
    const killedAt = performance.now()
    const known = new Set(before)
    const held = settled().filter((one) => applied(one) && !known.has(one))
    await onStep({ is: 'held', acknowledged: held })
    await redis.promoteReplica()
    await playing
    await onStep({ is: 'killed', inDoubt: settled().filter(({ wasInDoubt }) => wasInDoubt) })
    const found = await waitForRollback({ redis, bank } as FailoverStack, { code, room, players }, stop)
    const at = Math.min(...players.flatMap(({ rewound }) => (rewound ? [rewound.at] : [])))
    const afterMs = Number.isFinite(at) ? at - killedAt : undefined
    await onStep({ is: 'noticed', afterMs, findings: found })
  } finally {
    over = true
    await playing.catch(() => {})
  }
}

/** Polls until the room names exactly the forgotten transactions, or the time is up. */
async function waitForRollback(
  { bank }: FailoverStack,
  { code, players }: ScriptedRoom,
  stop: AbortSignal,
): Promise<Findings> {
  const giveUpAt = performance.now() + NOTICED_WITHIN_MS
  for (;;) {
    const found = await findForgottenTransactions(bank.services.wires.ioredis, code, players).catch(
      (error: unknown) => {
        if (performance.now() > giveUpAt) throw error
      },
    )
    if (found && (found.exact || stop.aborted || performance.now() > giveUpAt)) return found
    await pause(LOOK_MS)
  }
}
