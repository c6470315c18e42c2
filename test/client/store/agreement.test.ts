import fc from 'fast-check'
import { expect, it } from 'vitest'
import { outOfSight } from '../../../client/store/write-verdict.ts'
import { histories } from '../../shared/histories.ts'
import { frame, ledgerOf, snapshot, verdictsOf } from '../server-messages.ts'
import { visit } from '../visit.ts'

/** How some entries of the journal reach the page. */
const telling = fc.record({
  entries: fc.integer({ min: 0, max: 9 }),
  how: fc.constantFrom('frame', 'frame', 'frame', 'digest', 'snapshot', 'inspect'),
})

it('[CLI1] a page agrees with the ledger, however the history is cut into frames, digests and snapshots', () => {
  fc.assert(
    fc.property(histories, fc.array(telling, { maxLength: 40 }), ({ opening, entries }, tellings) => {
      const me = '0'
      const page = visit(me, snapshot([], { opening }))
      const inspect = (upTo: number) => {
        const versions = outOfSight(page.room, page.state.own, 50)
        const verdicts = verdictsOf(ledgerOf(entries.slice(0, upTo), opening), versions)
        page.receive({ type: 'verdicts', epoch: 1, verdicts })
      }
      let told = 0
      for (const { entries: many, how } of [...tellings, { entries: entries.length, how: 'frame' }]) {
        const upTo = Math.min(entries.length, told + many)
        const some = entries.slice(0, upTo)
        const half = Math.ceil((told + upTo) / 2)
        if (how === 'inspect') inspect(told)
        else if (how === 'snapshot') page.receive(snapshot(some, { opening, from: half }))
        else page.receive(frame(some, { opening, from: how === 'digest' ? half : told }))
        if (how !== 'inspect') told = upTo
      }
      inspect(told)

      const { lineage, totals } = ledgerOf(entries, opening)
      expect(page.room.account).toMatchObject({ version: totals.version, expected: totals.expected })
      for (const node of page.room.lineage.nodes()) {
        const truth = lineage.at(node.entry.version)
        expect([node.entry, node.state]).toEqual([truth?.entry, truth?.state])
        if (node.state === 'lost') expect(node.lostBy).toBe(truth?.lostBy)
      }
      for (const { entry, state, by } of page.state.own.flatMap((own) => own.entries)) {
        const truth = lineage.at(entry.version)
        expect([entry.player, state]).toEqual([me, truth?.state])
        expect(by?.version ?? 0).toBe(truth?.lostBy)
      }
      for (const { entry, by } of page.room.losses) {
        expect(lineage.at(entry.version)).toMatchObject({ state: 'lost', lostBy: by.version })
      }
    }),
    { numRuns: 1000 },
  )
})
