import { expect, it } from 'vitest'
import { nextOf } from '../../server/processes/least-connections.ts'

const takers = (...connections: number[]) =>
  connections.map((count, i) => ({ name: 'ABC'[i], connections: count, turn: 0 }))

it('the next connection goes to whoever has the fewest', () => {
  expect(nextOf(takers(3, 1, 2))?.name).toBe('B')
  expect(nextOf([])).toBeUndefined()
})

it('those who have equally many take turns, also while nobody has told of the last ones yet', () => {
  const all = takers(2, 2, 2)
  const given = Array.from({ length: 6 }, (_, i) => {
    const next = nextOf(all)
    if (next) next.turn = i + 1
    return next?.name
  })
  expect(given.join('')).toBe('ABCABC')
})
