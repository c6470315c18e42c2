import { expect, it } from 'vitest'
import { hasSeveralNodes, hueOf, nodesOf } from '../../../client/store/nodes.ts'
import { layLanes } from '../../../client/timeline/lane-layout.ts'
import { createLaneMemory } from '../../../client/timeline/lane-seats.ts'
import type { Player } from '../../../shared/protocol.ts'
import { ANA, BOB, EVE, frame, greeted, journal, START, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

const on = (places: Record<string, string | undefined>): Player[] =>
  Object.entries(places).map(([id, node], i) => {
    const player = { id, number: i + 1, nickname: id.slice(0, 3) }
    return node === undefined ? { ...player, state: 'away' } : { ...player, state: 'here', node }
  })
const notice = (page: ReturnType<typeof visit>) => page.state.notice?.text

it('every node is shown with its number of players, also a node without players', () => {
  const page = visit(
    ANA,
    snapshot([], { nodes: ['A', 'B', 'C'], players: on({ [ANA]: 'A', [BOB]: 'A', [EVE]: undefined }) }),
  )
  expect(hasSeveralNodes(page.room)).toBe(true)
  expect(nodesOf(page.room)).toEqual([
    { name: 'A', players: 2 },
    { name: 'B', players: 0 },
    { name: 'C', players: 0 },
  ])
})

it('a page says that a node is gone and how many players it had, and is silent when one comes', () => {
  const page = visit(
    ANA,
    snapshot([], { nodes: ['A', 'B'], players: on({ [ANA]: 'A', [BOB]: 'B', [EVE]: 'B' }) }),
  )
  page.receive(frame([], { nodes: ['A', 'B', 'C'] }))
  expect(notice(page)).toBeUndefined()
  page.receive(frame([], { nodes: ['A', 'C'] }))
  expect(notice(page)).toBe('Node B is gone. Two players had to reconnect to another node.')
  page.receive(frame([], { nodes: ['A'] }))
  expect(notice(page)).toBe('Node C is gone.')
})

it('a player who comes back on another node is told its name', () => {
  const page = visit(ANA)
  page.receive(greeted)
  expect(notice(page)).toBeUndefined()
  page.receive({ ...greeted, node: 'C' })
  expect(notice(page)).toBe('You are on node C now.')
})

it('the first six nodes have different hues, later nodes repeat them, and a node without a letter has 0', () => {
  expect(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'A2'].map(hueOf)).toEqual([1, 2, 3, 4, 5, 6, 1, 1])
  expect(hueOf('f4Tq0z')).toBe(0)
})

it('lanes are grouped by node; a player who is away keeps the lane, and moves when back on another node', () => {
  const entries = journal([ANA, 1], [BOB, 2], [EVE, 3])
  const places = (node: string | undefined) => on({ [ANA]: 'B', [BOB]: 'A', [EVE]: node })
  const page = visit(null, snapshot(entries, { nodes: ['A', 'B'], players: places('B') }))
  const memory = createLaneMemory()
  const lanes = (pinned?: string) => {
    const { owners, bars } = layLanes(page.room, memory, {
      now: START + 1000,
      span: 10_000,
      capacity: 4,
      pinned,
    })
    for (const bar of bars) expect(owners[bar.lane]?.player).toBe(bar.player)
    return owners.map(({ player, node }) => `${player?.slice(0, 3)} ${node}`)
  }
  expect(lanes()[0]).toBe('bob A')
  expect(lanes().slice(1).sort()).toEqual(['ana B', 'eve B'])
  page.receive(frame(entries, { players: places(undefined) }))
  expect(lanes().slice(1).sort()).toEqual(['ana B', 'eve B'])
  page.receive(frame(entries, { players: places('A') }))
  expect(lanes().slice(0, 2).sort()).toEqual(['bob A', 'eve A'])
  expect(lanes(ANA)[0]).toBe('ana B')
  page.receive(frame(entries, { nodes: ['A'] }))
  expect(lanes().every((owner) => owner.endsWith('null'))).toBe(true)
})
