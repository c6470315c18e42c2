import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PackedEntry } from '../../shared/journal.ts'
import { pack, unpack } from '../../shared/packed-entry.ts'
import { wildHistories } from './wild-histories.ts'

it('an entry is the same after packing, JSON, the schema and unpacking', () => {
  const moment = fc.integer({ min: -1000, max: 2_000_000_000_000 })
  fc.assert(
    fc.property(wildHistories(), moment, moment, ({ entries }, readAt, at) => {
      for (const one of entries) {
        const entry = { ...one, readAt, wroteAt: readAt + one.version }
        const sent = JSON.parse(JSON.stringify(pack(entry, at)))
        expect(PackedEntry.parse(sent)).toEqual(sent)
        expect(unpack(sent, at)).toStrictEqual(entry)
      }
    }),
    { numRuns: 500 },
  )
})

it('a packed entry has the number of skipped versions, and rare fields at its end', () => {
  const entry = {
    version: 7,
    parent: 6,
    tx: 'V1StGXR8_Z5jdHi6B-myT',
    player: 'pX3mZ0aV_q',
    amount: 50,
    seen: 100,
    wrote: 150,
    attempts: 1,
    node: 'f4Tq0z',
    readAt: 1_767_261_600_004,
    wroteAt: 1_767_261_602_006,
    expected: 150,
  }
  const at = 1_767_261_602_008
  const packed = [7, 0, entry.tx, entry.player, 50, 100, 150, 1, 'f4Tq0z', -2004, -2, 150]
  expect(pack(entry, at)).toEqual(packed)
  expect(pack({ ...entry, parent: 4, again: true }, at)).toEqual([7, 2, ...packed.slice(2), 1])
  const rare = { ...entry, basis: 'met', noOverdraft: true, reverses: 3, conflicts: 2 } as const
  expect(pack(rare, at)).toEqual([...packed, 18, 3, -1, 2])
  expect(pack({ ...entry, basis: 'read' }, at)).toEqual([...packed, 4])
  const [before, after] = [entry, packed].map((one) => JSON.stringify(one).length)
  expect(after).toBeLessThan(0.5 * (before ?? 0))
})
