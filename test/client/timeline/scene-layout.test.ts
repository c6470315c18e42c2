import { expect, it } from 'vitest'
import { layScene } from '../../../client/timeline/scene-layout.ts'
import type { Entry } from '../../../shared/journal.ts'
import { ANA, BOB, EVE, journal } from '../server-messages.ts'

/** Each lane as `player: read-write, …`, with `x` for the lost one and `!` for the killer. */
const drawn = (entries: readonly Entry[], lost: Entry, by: Entry, most = 4): string[] =>
  layScene(entries, lost, by, most).lanes.map(({ player, bars }) => {
    const mark = { lost: 'x', killer: '!', other: '' }
    const all = bars.map(({ read, write, role }) => `${read ?? ''}-${write}${mark[role]}`)
    return `${player.replace(/-+$/, '')}: ${all.join(', ')}`
  })

it('the first lesson: both read, one writes, the other writes over it', () => {
  const [bob, ana] = journal([BOB, -150], [ANA, 50, { parent: 0, readAt: 1 }]) as [Entry, Entry]
  expect(drawn([bob, ana], bob, ana)).toEqual(['ana: 0-3!', 'bob: 1-2x'])
})

it('events have columns in the order of versions, even when all times are equal', () => {
  const same = { readAt: 7, wroteAt: 7 }
  const all = journal([ANA, 10, same], [BOB, 10, same], [EVE, 10, { ...same, parent: 1 }])
  const [, bob, eve] = all as [Entry, Entry, Entry]
  expect(drawn(all, bob, eve)).toEqual(['ana: 0-1', 'bob: 2-4x', 'eve: 3-5!'])
})

it('a write that read nothing has no read', () => {
  const [ana, bob] = journal([ANA, 10], [BOB, 20, { parent: 0, basis: 'nothing' }]) as [Entry, Entry]
  expect(drawn([], ana, bob)).toEqual(['ana: 0-1x', 'bob: -2!'])
})

it('two transactions of a player that overlap have two lanes, others share one', () => {
  const all = journal([ANA, 10], [ANA, 20, { parent: 0, readAt: 1 }], [ANA, 30])
  const [first, second] = all as [Entry, Entry, Entry]
  const lanes = drawn(all, first, second)
  expect(lanes).toHaveLength(2)
  expect(lanes.join(' ').match(/\d-\d/g)).toHaveLength(3)
})

it('a crowded scene keeps the two of the loss and the transactions nearest to them', () => {
  const all = journal(...Array.from({ length: 9 }, (_, i) => [`p${i}`, 10] as [string, number]), [
    EVE,
    10,
    { parent: 5 },
  ])
  const [lost, by] = [all[6] as Entry, all[9] as Entry]
  const { lanes, columns } = layScene(all, lost, by, 3)
  expect(lanes.map(({ player }) => player)).toEqual([EVE, 'p6', 'p7'])
  expect(columns).toBe(6)
})
