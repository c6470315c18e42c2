import { describe, expect, it } from 'vitest'
import { lostUpdate } from '../../server/lessons/1-lost-update.ts'
import { noPause } from '../../server/lessons/2-no-pause.ts'
import { rightBalance } from '../../server/lessons/3-right-balance.ts'
import { witness } from '../../server/lessons/4-witness.ts'
import { block } from '../../server/lessons/5-block.ts'
import { mutex } from '../../server/lessons/6-mutex.ts'
import { rule } from '../../server/lessons/8-rule.ts'
import { paidTwice } from '../../server/lessons/10-paid-twice.ts'
import { breakTheFix } from '../../server/lessons/12-break-the-fix.ts'
import { LIMITS } from '../../shared/limits.ts'
import { powerAmount } from '../../shared/rounds/amounts.ts'
import { PlayedRounds } from './played-rounds.ts'

/** Long enough for a second player to press meanwhile; the one who presses first writes first. */
const SHORT = { thinkMs: 600, jitterMs: 0 }

describe('a lesson is done by playing it as its hints say', () => {
  const rounds = PlayedRounds.forTests()

  it('lost-update: either of the two is the victim once', async () => {
    const [one, two] = await Promise.all(
      [
        [50, -150],
        [-150, 50],
      ].map(async ([first = 0, second = 0]) => {
        const round = await rounds.play(lostUpdate, 0, SHORT)
        const [ana, bo] = [await round.join('ana'), await round.join('bo')]
        await round.overlap([ana, first], [bo, second])
        return round.end()
      }),
    )
    if (!one || !two) throw new Error('not played')
    expect([one.actual, two.actual]).toEqual([-50, 150])
    expect([[one], [two], [one, two]].map((records) => lostUpdate.isDone(records))).toEqual([
      false,
      false,
      true,
    ])
  })

  it('no-pause: without a delay some of many presses are lost', async () => {
    const round = await rounds.play(noPause)
    const players = await Promise.all(Array.from({ length: 16 }, (_, i) => round.join(`p${i}`)))
    const presses = [50, -50, 50, -50, 50, -50, 50, -50]
    for (let wave = 0; wave < 4; wave++)
      await Promise.all(
        players.flatMap((player) => presses.map((amount) => player.settled(player.fire(amount)))),
      )
    const record = await round.end()
    expect(record.applied).toBe(4 * 16 * presses.length)
    expect(record.lost).toBeLessThan(record.applied)
    expect(noPause.isDone([record])).toBe(true)
  })

  it('right-balance: two people bring about the right sign with two lost updates', async () => {
    const round = await rounds.play(rightBalance, 0, SHORT)
    const [ana, bo] = [await round.join('ana'), await round.join('bo')]
    await round.overlap([ana, 50], [bo, -50])
    expect(rightBalance.isDone([await round.end()])).toBe(false)
    await round.overlap([bo, -50], [ana, 50])
    const record = await round.end()
    expect(record).toMatchObject({ actual: 100, expected: 100, lost: 2, applied: 4 })
    expect(rightBalance.isDone([record])).toBe(true)
  })

  it('witness: the balance names those whose deposits were kept', async () => {
    const round = await rounds.play(witness, 0, SHORT)
    const players = await Promise.all(['ana', 'bo', 'cy'].map((name) => round.join(name)))
    const [ana, bo, cy] = players
    if (!ana || !bo || !cy) throw new Error('not joined')
    await round.overlap([ana, powerAmount(0)], [bo, powerAmount(1)])
    await round.fire(cy, powerAmount(2))
    const record = await round.end()
    expect(record.actual).toBe(powerAmount(1) + powerAmount(2))
    expect(witness.isDone([record])).toBe(true)
  })

  it('block: a change that was written in a block is lost', async () => {
    const round = await rounds.play(block, 0, SHORT)
    const [ana, bo] = [await round.join('ana'), await round.join('bo')]
    await round.overlap([ana, 50], [bo, -150])
    expect(block.isDone([await round.end()])).toBe(true)
  })

  it('mutex: it keeps everything on one server and loses on two', async () => {
    const alone = await rounds.play(mutex, 0)
    const ana = await alone.join('ana')
    await Promise.all([alone.fire(ana, 50), alone.fire(ana, -150), alone.fire(ana, 50)])
    const both = await rounds.play(mutex, 1, SHORT)
    await both.overlap([await both.join('ana'), 50], [await both.join('bo', rounds.other), -150])
    const records = [await alone.end(), await both.end()]
    expect(records).toMatchObject([
      { applied: 3, lost: 0 },
      { applied: 2, lost: 1 },
    ])
    expect(mutex.isDone(records.slice(0, 1))).toBe(false)
    expect(mutex.isDone(records)).toBe(true)
  })

  it('rule: two withdrawals go below zero and none is lost', async () => {
    const round = await rounds.play(rule, 0, SHORT)
    const [ana, bo] = [await round.join('ana'), await round.join('bo')]
    await round.overlap([ana, -80], [bo, -80])
    const record = await round.end()
    expect(record).toMatchObject({ actual: -60, lost: 0, applied: 2 })
    expect(rule.isDone([record])).toBe(true)
  })

  it('paid-twice: lost answers book twice without a number, and once with one', async () => {
    const change = { thinkMs: 0, jitterMs: 0 }
    const records = await Promise.all(
      [0, 1].map(async (step) => {
        const round = await rounds.play(paidTwice, step, change)
        const players = [await round.join('ana'), await round.join('bo')]
        await Promise.all(
          players.flatMap((player) => Array.from({ length: LIMITS.inFlight }, () => round.fire(player, 50))),
        )
        return round.end()
      }),
    )
    expect(records.map(({ actual, expected }) => Number(actual) > expected)).toEqual([true, false])
    expect(paidTwice.isDone(records)).toBe(true)
  })

  it.each([0, 1])('break-the-fix: the method of round %i loses an update', async (step) => {
    const round = await rounds.play(breakTheFix, step, SHORT)
    const [ana, bo] = [await round.join('ana'), await round.join('bo')]
    await round.overlap([ana, 50], [bo, -150])
    expect(breakTheFix.isDone([await round.end()])).toBe(true)
  })
})
