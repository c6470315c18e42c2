import { expect, it } from 'vitest'
import { leastConnected } from '../../server/processes/least-connections.ts'

const takers = (...connections: number[]) =>
  connections.map((count, i) => ({ name: 'ABC'[i], connections: count, turn: 0 }))

it('the next connection goes to the worker with the fewest connections', () => {
  expect(leastConnected(takers(3, 1, 2))?.name).toBe('B')
  expect(leastConnected([])).toBeUndefined()
})

it('workers with equal counts take turns, even before their counts include the last connections', () => {
  const all = takers(2, 2, 2)
  const given = Array.from({ length: 6 }, (_, i) => {
    const next = leastConnected(all)
    if (next) next.turn = i + 1
    return next?.name
  })
  expect(given.join('')).toBe('ABCABC')
})
