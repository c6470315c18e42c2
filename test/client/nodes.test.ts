import { expect, it } from 'vitest'
import { hueOf, nodesOf, several } from '../../client/store/nodes.ts'
import type { Player } from '../../shared/protocol.ts'
import { ANA, BOB, EVE, frame, greeted, snapshot } from './told.ts'
import { visit } from './visit.ts'

const on = (places: Record<string, string | undefined>): Player[] =>
  Object.entries(places).map(([id, node], i) => {
    const player = { id, number: i + 1, nickname: id.slice(0, 3) }
    return node === undefined ? { ...player, state: 'away' } : { ...player, state: 'here', node }
  })
const notice = (page: ReturnType<typeof visit>) => page.state.notice?.text

it('every node is shown with its players, those without any too', () => {
  const page = visit(
    ANA,
    snapshot([], { nodes: ['A', 'B', 'C'], players: on({ [ANA]: 'A', [BOB]: 'A', [EVE]: undefined }) }),
  )
  expect(several(page.room)).toBe(true)
  expect(nodesOf(page.room)).toEqual([
    { name: 'A', players: 2 },
    { name: 'B', players: 0 },
    { name: 'C', players: 0 },
  ])
})

it('a page tells when a node is gone and how many had been on it, and not when one comes', () => {
  const page = visit(
    ANA,
    snapshot([], { nodes: ['A', 'B'], players: on({ [ANA]: 'A', [BOB]: 'B', [EVE]: 'B' }) }),
  )
  page.told(frame([], { nodes: ['A', 'B', 'C'] }))
  expect(notice(page)).toBeUndefined()
  page.told(frame([], { nodes: ['A', 'C'] }))
  expect(notice(page)).toBe('Node B is gone. Two players had to come back on another one.')
  page.told(frame([], { nodes: ['A'] }))
  expect(notice(page)).toBe('Node C is gone.')
})

it('whoever comes back on another node is told which one', () => {
  const page = visit(ANA)
  page.told(greeted)
  expect(notice(page)).toBeUndefined()
  page.told({ ...greeted, node: 'C' })
  expect(notice(page)).toBe('You are on node C now.')
})

it('the first six nodes have colours of their own; past them, and without a letter, the name tells', () => {
  expect(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'A2'].map(hueOf)).toEqual([1, 2, 3, 4, 5, 6, 1, 1])
  expect(hueOf('f4Tq0z')).toBe(0)
})
