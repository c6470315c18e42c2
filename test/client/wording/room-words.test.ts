import { describe, expect, it } from 'vitest'
import { feed } from '../../../client/wording/feed-items.ts'
import { lossCause, lossText } from '../../../client/wording/loss-words.ts'
import { luckiest, nameOf, namesOf, ownPart, unappliedText } from '../../../client/wording/room-words.ts'
import { isolated } from '../../../shared/isolated.ts'
import type { Entry } from '../../../shared/journal.ts'
import { ANA, BOB, EVE, journal, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

const { room } = visit(null, snapshot([]))
const loss = (...rows: Parameters<typeof journal>) => {
  const entries = journal(...rows)
  return { entry: entries[0], by: entries.at(-1) as Entry }
}

describe('a loss in words', () => {
  it('says when both writes had read the same balance', () => {
    expect(lossCause(room, loss([ANA, 50], [BOB, 5, { parent: 0 }]))).toBe('both had read $100')
  })
  it('says whether the lost write was a deposit or a withdrawal', () => {
    const older = (amount: number) => {
      const [first, entry, by] = journal([EVE, 1], [ANA, amount], [BOB, 5, { parent: 0 }])
      return { first, entry: entry as Entry, by: by as Entry }
    }
    expect(lossCause(room, older(50))).toBe('bob had read $100 before the deposit arrived')
    expect(lossCause(room, older(-50))).toBe('bob had read $100 before the withdrawal arrived')
  })
  it('says when the lost write was missing already on the branch that overwrote it', () => {
    const other = loss([ANA, 50], [EVE, 1, { parent: 0 }], [BOB, 5, { parent: 2 }])
    expect(lossCause(room, other)).toBe('bob had read $101, without the deposit')
    expect(lossText(room, other)).toContain('where yours was missing already')
  })
  it('tells the owner which player overwrote it, or that it was the owner', () => {
    expect(lossText(room, loss([ANA, 50], [BOB, 5, { parent: 0 }]))).toBe(
      'bob had read $100 before you wrote $150, and wrote over it',
    )
    expect(lossText(room, loss([ANA, 50], [ANA, 5, { parent: 0 }]))).toBe(
      'another one of yours had read $100 before this one wrote $150, and wrote over it',
    )
  })
  it('has a general name for a player who is not on the list', () => {
    expect(nameOf(room, 'stranger')).toBe('a player')
  })
})

it('attempts are counted in words, with a singular for one', () => {
  const told = (attempts: number) =>
    unappliedText({ outcome: 'gave-up', why: 'attempts-used-up', attempts }).split(':')[0]
  expect([0, 1, 2, 12].map(told)).toEqual([
    'gave up',
    'gave up after one attempt',
    'gave up after two attempts',
    'gave up after 12 attempts',
  ])
})

it('a transaction that never got the lock names the lock as the reason, and no number of attempts', () => {
  expect(unappliedText({ outcome: 'gave-up', why: 'lock-wait-used-up', attempts: 1 })).toBe(
    'gave up: another transaction always had the lock',
  )
  expect(unappliedText({ outcome: 'rejected', why: 'overdraft', attempts: 1 })).toBe(
    'refused: the account may not go below zero',
  )
})

it('a player’s luck is called a part of the divergence only when it is one', () => {
  expect(ownPart(-150, -50)).toBe('$50 of it yours')
  expect(ownPart(-150, -200)).toBe('you are $200 down')
  expect(ownPart(-150, 50)).toBe('you are $50 up')
  expect(ownPart(0, -50)).toBe('you are $50 down')
  expect(ownPart(100, 0)).toBe('')
})

it('no player is the luckiest until a player has gained', () => {
  const standing = { acknowledged: 50, applied: 1, lost: 1 }
  const with_ = (effect: number) =>
    visit(null, snapshot([], { standings: [{ player: ANA, effect, ...standing }] })).room
  expect(luckiest(with_(0))).toBeUndefined()
  expect(luckiest(with_(80))).toEqual({ players: [ANA], luck: 30, lost: 1 })
})

it('players who have gained the same are the luckiest together', () => {
  const standing = { acknowledged: 50, applied: 1, lost: 1, effect: 80 }
  const standings = [ANA, BOB, EVE].map((player) => ({ player, ...standing }))
  const { room } = visit(null, snapshot([], { standings }))
  expect(luckiest(room)?.players).toEqual([ANA, BOB, EVE])
  expect(namesOf(room, [ANA])).toBe(isolated('ana'))
  expect(namesOf(room, [ANA, BOB])).toBe(`${isolated('ana')} and ${isolated('bob')}`)
  expect(namesOf(room, [ANA, BOB, EVE])).toBe(`${isolated('ana')}, ${isolated('bob')} and one more`)
})

it('a bot is never the luckiest, however much it has gained', () => {
  const standing = { acknowledged: 50, applied: 1, lost: 1 }
  const standings = [
    { player: ANA, effect: 900, ...standing },
    { player: BOB, effect: 80, ...standing },
  ]
  const { players } = visit(null, snapshot([])).room
  const asBot = [...players.values()].map((one) => (one.id === ANA ? { ...one, bot: true as const } : one))
  const { room } = visit(null, snapshot([], { standings, players: asBot }))
  expect(luckiest(room)).toEqual({ players: [BOB], luck: 30, lost: 1 })
})

it('a removed player is not called by name any more', () => {
  const { room } = visit(null, snapshot(journal([ANA, 50])))
  expect(nameOf(room, ANA)).toBe(isolated('ana'))
  const players = [...room.players.values()].map((one) =>
    one.id === ANA ? { ...one, state: 'kicked' as const } : one,
  )
  const after = visit(null, snapshot(journal([ANA, 50]), { players })).room
  expect(nameOf(after, ANA)).toBe('a removed player')
  expect(feed(after)[0]?.who).toBe('a removed player')
})
