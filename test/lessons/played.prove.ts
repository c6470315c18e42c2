import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readWholeJournal } from '../../server/journal/journal.ts'
import { noPause } from '../../server/lessons/2-no-pause.ts'
import { price } from '../../server/lessons/7-price.ts'
import { expiredLock } from '../../server/lessons/9-expired-lock.ts'
import { failover } from '../../server/lessons/11-failover.ts'
import type { Lesson } from '../../server/lessons/lesson.ts'
import { FAST_BOTS, MANY_BOTS } from '../../server/lessons/lesson-numbers.ts'
import { accountKeys } from '../../server/redis/keys.ts'
import type { Settings } from '../../shared/protocol.ts'
import { buildRound } from '../../shared/rounds/build-record.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import { openStricken, rewound, txOf } from '../cli/failover/stricken.ts'
import { redisServerPath } from '../support/machine.ts'
import { roundFacts } from '../support/round-facts.ts'
import { PlayedRounds, type Player } from './played-rounds.ts'

describe('a lesson is done by playing it with its own delays and its own crowd', () => {
  const rounds = PlayedRounds.forTests()

  /** Players who press like bots: each at its own moments, `perSecond` times a second on average. */
  async function crowd(
    lesson: Lesson,
    step: number,
    { count, perSecond }: { count: number; perSecond: number },
    seconds: number,
    change: Partial<Settings> = {},
  ): Promise<RoundRecord> {
    const round = await rounds.play(lesson, step, change)
    const { amounts } = lesson.rounds[step] ?? {}
    const amount = amounts?.kind === 'these' ? amounts.amounts : [50]
    const players = await Promise.all(Array.from({ length: count }, (_, i) => round.join(`p${i}`)))
    const presses = Math.ceil(seconds * perSecond)
    const settled = ({ log }: Player): number => log.filter(({ type }) => type === 'settled').length
    await Promise.all(
      players.map(async (player, i) => {
        for (let n = 0; n < presses; n++) {
          await pause((2 * Math.random() * 1000) / perSecond)
          player.fire(amount[(i + n) % amount.length] ?? 50)
        }
        await player.until(() => settled(player) === presses, 'all outcomes')
      }),
    )
    return round.end()
  }

  it('no-pause: at the rate of the bots something is lost without a delay, and less than with one', async () => {
    const fast = await crowd(noPause, 0, FAST_BOTS, 15)
    const slow = await crowd(noPause, 0, FAST_BOTS, 5, { thinkMs: 2000, jitterMs: 500 })
    console.log(
      `no-pause: ${fast.lost} of ${fast.applied} lost, with a delay ${slow.lost} of ${slow.applied}`,
    )
    expect(noPause.isDone([fast])).toBe(true)
    expect(fast.lost / fast.applied).toBeLessThan(slow.lost / slow.applied)
  })

  it('price: with WATCH most attempts are refused, with the script none, and nothing is lost', async () => {
    const [watch, lua] = [await crowd(price, 0, MANY_BOTS, 20), await crowd(price, 1, MANY_BOTS, 20)]
    console.log(
      `price: watch ${watch.conflicts} of ${watch.attempts} refused, ${watch.applied} applied, lua ${lua.applied}`,
    )
    expect(watch.conflicts).toBeGreaterThan(watch.applied)
    expect(lua.conflicts).toBe(0)
    expect(price.isDone([watch, lua])).toBe(true)
  })

  it('expired-lock: the lock runs out while its holder thinks; with a number the late write is refused', async () => {
    const round = await rounds.play(expiredLock, 0)
    const [ana, bo] = [await round.join('ana'), await round.join('bo')]
    await round.overlap([ana, 50], [bo, -150])
    const lost = await round.end()
    expect(lost.lost).toBeGreaterThan(0)
    const fenced = await crowd(expiredLock, 1, { count: 4, perSecond: 0.1 }, 20)
    console.log(
      `expired-lock: fenced ${fenced.applied} applied, ${fenced.conflicts} refused, ${fenced.lost} lost`,
    )
    expect(fenced.lost).toBe(0)
    expect(expiredLock.isDone([lost, fenced])).toBe(true)
  })
})

describe.skipIf(!redisServerPath && !process.env.CI)('the lesson failover', () => {
  it('is done when the primary dies before its copy has heard of a change that was acknowledged', async () => {
    const { room, fire, hold, failOver, wire, close } = await openStricken({ strategy: 'lua' })
    try {
      const ana = await room.join('ana')
      await fire(ana, 50)
      await hold()
      const gone = txOf(await fire(ana, 50, -50))
      await failOver()
      const { forgotten } = await rewound(ana)
      expect(forgotten.map(({ tx }) => tx).sort()).toEqual([...gone].sort())
      const entries = await readWholeJournal(wire, accountKeys(room.code, 1))
      const { record } = buildRound(roundFacts({ entries, forgotten, actual: 150 }))
      expect(failover.isDone([record])).toBe(true)
      expect(failover.isDone([buildRound(roundFacts({ entries, actual: 150 })).record])).toBe(false)
    } finally {
      await close()
    }
  })
})
