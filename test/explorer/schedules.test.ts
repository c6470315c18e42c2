import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { explore } from '../../server/explorer/explore.ts'
import { runSchedule } from '../../server/explorer/run-schedule.ts'
import { compareSchedules } from '../../server/explorer/schedule.ts'
import { InvalidSchedule } from '../../server/explorer/unexplorable.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import type { Ending, Played } from '../../shared/proof/exploration.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { openTestEngine } from '../support/engines.ts'
import { atOnce, leavesLock } from './little-strategies.ts'

const catalogue = await loadCatalogue()
let engine: Engine
let wire: Wire
beforeAll(async () => {
  engine = await openTestEngine('embedded')
  wire = await connect('redis', engine.endpoint)
})
afterAll(async () => {
  expect(await wire.command(['KEYS', 'bankrun:*'])).toEqual([])
  await wire.close()
  await engine.close()
})
const strategyOf = (id: string) => {
  const entry = catalogue.get(id)
  if (!entry) throw new Error(`there is no ${id}`)
  return entry
}
const played = (id: string, schedule: string, scenario: Partial<Scenario> = {}): Promise<Played> =>
  runSchedule({ wire, strategy: strategyOf(id), scenario: { ...PLAIN_SCENARIO, ...scenario } }, schedule)
const texts = ({ steps }: Played): string[] => steps.map(({ process, text }) => `P${process} ${text}`)

describe('a schedule that was found', () => {
  const scenarios: [string, Partial<Scenario>][] = [
    ['naive', { transactions: [50, -50, 10] }],
    ['watch-shared', { attempts: 2 }],
    ['local-mutex', { nodes: 2 }],
    ['lock-unowned', { lockExpiries: 1, transactions: [5, -5] }],
    ['retry-blind', { lostReplies: 2 }],
    ['compare-and-set', { lostReplies: 1, overdraft: 'refused' }],
  ]
  it.each(scenarios)('by %s in %j ends the same when it is played', async (id, change) => {
    const endings: Ending[] = []
    const scenario = { ...PLAIN_SCENARIO, ...change }
    const found = await explore({
      ...{ wire, strategy: strategyOf(id), scenario },
      onProgress: (_, more) => void endings.push(...more),
    })
    expect(found.problem).toBeUndefined()
    expect(endings).toHaveLength(found.schedules)
    expect(new Set(endings.map(({ schedule }) => schedule)).size).toBe(found.schedules)
    // At most 20 of them, evenly spread.
    for (const ending of endings.filter((_, i) => i % Math.ceil(endings.length / 20) === 0)) {
      expect(await played(id, ending.schedule, change)).toMatchObject(ending)
    }
    const bad = endings.filter(({ lost }) => lost.length > 0).map(({ schedule }) => schedule)
    expect(found.anomalies['lost-update'].shortest).toBe(bad.sort(compareSchedules)[0])
  })
})

describe('a schedule that is played', () => {
  it('is shown step by step, with the step that lost a write', async () => {
    const lost = await played('naive', '1221')
    expect(texts(lost)).toEqual(['P1 GET 100', 'P2 GET 100', 'P2 SET −50', 'P1 SET 150'])
    expect(lost.steps[2]).toEqual({ process: 2, text: 'SET −50', version: 1, lostBy: 2 })
    expect(lost.steps[3]).toEqual({ process: 1, text: 'SET 150', version: 2 })
    expect(lost).toMatchObject({
      ...{ schedule: '1221', balance: 150, expected: 0, lost: [2], anomalies: ['lost-update'] },
      sentence: "P2's −150 is lost, overwritten by P1.",
      outcomes: [
        { process: 1, node: 'A', amount: 50, outcome: 'applied', booked: 1 },
        { process: 2, node: 'A', amount: -150, outcome: 'applied', booked: 0 },
      ],
    })
    expect(await played('naive', '11 22')).toMatchObject({
      ...{ schedule: '1122', balance: 0, anomalies: [] },
      sentence: 'Every transaction is in the balance, once.',
    })
  })

  it('says that the balance is right and the bank wrong', async () => {
    const { sentence } = await played('naive', '121233', { transactions: [50, 50, -50] })
    expect(sentence).toBe("P1's +50 is lost, overwritten by P2.")
    const right = await played('naive', '123321', { transactions: [50, -50, 50], opening: 0 })
    expect(right).toMatchObject({ balance: 50, expected: 50, lost: [2, 3] })
    expect(right.sentence).toMatch(/Balance right, bank wrong\.$/)
  })

  it('shows refused blocks, transactions that give up, and rejections', async () => {
    const refused = await played('watch', '112122', { attempts: 1 })
    expect(texts(refused).slice(3)).toEqual(['P1 EXEC 150', 'P2 GET 150', 'P2 EXEC refused'])
    expect(refused.sentence).toBe('P2 gives up: others were faster each time it tried.')
    expect(refused.outcomes[1]).toMatchObject({ outcome: 'gave-up', why: 'attempts-used-up', booked: 0 })
    const rejected = await played('lua', '12', { transactions: [-60, -60], overdraft: 'refused' })
    expect(texts(rejected)).toEqual(['P1 EVAL → 40', 'P2 EVAL rejected'])
    expect(rejected.sentence).toBe(
      "P2's −60 is rejected: its strategy says that there is not enough in the account.",
    )
    const below = await played('idempotent', '1212', { transactions: [-60, -60], overdraft: 'refused' })
    expect(below.sentence).toBe("P2's −60 leaves −20, below zero.")
  })

  it('shows a lost reply, and the effect of its retry', async () => {
    const scenario = { transactions: [50, -20], lostReplies: 1 }
    const twice = await played('retry-blind', '1!12', scenario)
    expect(twice.steps.slice(0, 2)).toEqual([
      { process: 1, text: 'INCRBY 50 → 150', replyLost: true, version: 1 },
      { process: 1, text: 'INCRBY 50 → 200', version: 2 },
    ])
    expect(twice.sentence).toBe("P1's +50 is in the balance twice.")
    const once = await played('idempotent', '1!12', scenario)
    expect(texts(once).slice(0, 2)).toEqual(['P1 INCRBY 50 → 150', 'P1 INCRBY 50: booked already'])
    expect(once).toMatchObject({ balance: 130, anomalies: [] })
  })

  it('shows taken mutexes and locks, and waiting transactions go on when they are free', async () => {
    expect(texts(await played('local-mutex', '121122'))).toEqual([
      'P1 mutex',
      'P2 mutex taken',
      'P1 GET 100',
      'P1 SET 150',
      'P2 GET 150',
      'P2 SET 0',
    ])
    const lock = await played('lock', '121112222')
    expect(texts(lock).slice(0, 5)).toEqual([
      'P1 SET NX',
      'P2 SET NX taken',
      'P1 GET 100',
      'P1 SET 150',
      'P1 EVAL lock',
    ])
    await expect(played('lock', '122')).rejects.toThrow('step 3 is 2, and at that point only P1 can go on')
    expect(await played('lock', '12111', { attempts: 1 })).toMatchObject({
      sentence: 'P2 gives up: it found the lock taken too often.',
      outcomes: [{ outcome: 'applied' }, { outcome: 'gave-up', why: 'lock-wait-used-up' }],
    })
  })

  it('frees an unreleased lock when its TTL expires as a step, without a clock', async () => {
    const left = await runSchedule({ wire, strategy: leavesLock, scenario: PLAIN_SCENARIO }, '1112x222')
    expect(texts(left)).toContain('P0 the lock expires')
    expect(left).toMatchObject({ balance: 0, anomalies: [] })
    const found = await explore({ wire, strategy: leavesLock, scenario: PLAIN_SCENARIO })
    expect(found).toMatchObject({ complete: true, losing: 0 })
  })

  it('sends two simultaneous commands of a strategy one after the other', async () => {
    const two = await runSchedule({ wire, strategy: atOnce, scenario: PLAIN_SCENARIO }, '121212')
    expect(texts(two).slice(0, 4)).toEqual(['P1 GET 100', 'P2 GET 100', 'P1 GET 100', 'P2 GET 100'])
    // 6 commands, 3 of each process.
    expect(await explore({ wire, strategy: atOnce, scenario: PLAIN_SCENARIO })).toMatchObject({
      schedules: 20,
    })
  })
})

describe('a schedule that does not fit', () => {
  test.each([
    ['', 'A schedule has a character per step'],
    ['12a', 'A schedule has a character per step'],
    ['!1', 'A schedule has a character per step'],
    ['1', 'it ends while P1 or P2 could go on'],
    ['112', 'it ends while P2 could go on'],
    ['111', 'step 3 is 1, and at that point only P2 can go on'],
    ['1x', 'step 2 is x, and at that point only P1 or P2 can go on'],
    ['3', 'step 1 is 3, and at that point only P1 or P2 can go on'],
    ['11221', 'all transactions have ended after step 4'],
    ['11!22', 'step 2 is not a write whose reply may be lost'],
    ['1122!', 'step 4 is not a write whose reply may be lost'],
  ])('"%s" is refused: %s', async (schedule, why) => {
    const refused = await played('naive', schedule).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(InvalidSchedule)
    expect(refused).toMatchObject({ code: 'schedule-unfit', message: expect.stringContaining(why) })
  })
})
