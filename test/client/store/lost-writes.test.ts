import { expect, it } from 'vitest'
import { type LostWrite, recordLosses } from '../../../client/store/lost-writes.ts'
import type { Entry } from '../../../shared/journal.ts'
import { createLineage } from '../../../shared/lineage.ts'
import { ANA, BOB, entryAfter, frame, journal, ledgerOf, snapshot, verdictsOf } from '../server-messages.ts'
import { visit } from '../visit.ts'

const pairs = (losses: readonly LostWrite[]) => losses.map(({ entry, by }) => [entry.version, by.version])

it('losses are listed newest first, each with the write that overwrote it', () => {
  const page = visit(null)
  page.receive(frame(journal([ANA, 50], [BOB, -150, { parent: 0 }], [ANA, 5, { parent: 1 }]), { from: 0 }))
  expect(pairs(page.room.losses)).toEqual([[2, 3]])
  const more = journal([ANA, 50], [ANA, 1], [BOB, 1, { parent: 0 }])
  const other = visit(null)
  other.receive(frame(more, { from: 0 }))
  expect(pairs(other.room.losses)).toEqual([
    [2, 3],
    [1, 3],
  ])
})

it('a write that came back is removed from the losses', () => {
  const entries = journal([ANA, 50], [BOB, -150, { parent: 0 }], [BOB, 10, { parent: 1 }])
  const page = visit(null)
  page.receive(frame(entries.slice(0, 2), { from: 0 }))
  expect(pairs(page.room.losses)).toEqual([[1, 2]])
  page.receive(frame(entries))
  expect(pairs(page.room.losses)).toEqual([[2, 3]])
  expect([...page.room.revived]).toEqual([1])
})

it('at most 24 losses are remembered', () => {
  const lineage = createLineage<Entry>()
  let losses: readonly LostWrite[] = []
  const entries: Entry[] = []
  for (let n = 0; n < 40; n++) {
    entries.push(entryAfter(entries, ANA, 1, { parent: 0 }))
    lineage.append(entries[n] as Entry)
    losses = recordLosses(losses, lineage.settle(), lineage, new Set())
  }
  expect(losses).toHaveLength(24)
  expect(pairs(losses)[0]).toEqual([39, 40])
})

it('a loss outside the window is removed when the server says that the write came back', () => {
  const all: Entry[] = journal([ANA, 50], [BOB, -150, { parent: 0 }])
  const page = visit(null, snapshot(all))
  for (let n = 0; n < 60; n++) all.push(entryAfter(all, BOB, 1))
  page.receive(frame(all, { from: 50 }))
  expect(pairs(page.room.losses)).toEqual([[1, 2]])
  all.push(entryAfter(all, ANA, 1, { parent: 1 }))
  page.receive(frame(all), { type: 'verdicts', epoch: 1, verdicts: verdictsOf(ledgerOf(all), [1]) })
  expect(pairs(page.room.losses)).not.toContainEqual([1, 2])
})
