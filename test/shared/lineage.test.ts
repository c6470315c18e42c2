import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineage, type Lineage, type VersionLink } from '../../shared/lineage.ts'
import { fold } from './fold.ts'

/** Any tree that a journal can hold: every entry builds on an older version. */
const trees = fc
  .array(fc.nat(), { maxLength: 80 })
  .map((choices) =>
    choices.map((choice, index): VersionLink => ({ version: index + 1, parent: choice % (index + 1) })),
  )

const lostIn = (lineage: Lineage<VersionLink>): Map<number, number> =>
  new Map(
    lineage
      .nodes()
      .filter(({ state }) => state === 'lost')
      .map(({ entry, lostBy }) => [entry.version, lostBy]),
  )

describe('lineage', () => {
  it('[LIN1] an entry that builds on its predecessor loses nothing', () => {
    const lineage = createLineage<VersionLink>()
    for (let version = 1; version <= 5; version++) lineage.append({ version, parent: version - 1 })
    lineage.settle()
    expect(lostIn(lineage)).toEqual(new Map())
  })

  it('[LIN2] a branch left behind is lost, overwritten by the entry that left it', () => {
    const lineage = createLineage<VersionLink>()
    for (const parent of [0, 1, 2, 1]) lineage.append({ version: lineage.head + 1, parent })
    lineage.settle()
    expect(lostIn(lineage)).toEqual(
      new Map([
        [2, 4],
        [3, 4],
      ]),
    )
  })

  it('[LIN3] a write that had read a lost write revives it, and erases the write that had erased it', () => {
    const lineage = createLineage<VersionLink>()
    lineage.append({ version: 1, parent: 0 })
    lineage.append({ version: 2, parent: 0 })
    lineage.settle()
    expect(lostIn(lineage)).toEqual(new Map([[1, 2]]))
    lineage.append({ version: 3, parent: 1 })
    expect(lineage.settle().map(({ node, was }) => [node.entry.version, was, node.state])).toEqual(
      expect.arrayContaining([
        [1, 'lost', 'live'],
        [2, 'live', 'lost'],
        [3, 'new', 'live'],
      ]),
    )
    expect(lostIn(lineage)).toEqual(new Map([[2, 3]]))
  })

  it('[LIN4] the lost entries are those of the plain fold, however the entries are batched', () => {
    fc.assert(
      fc.property(trees, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (entries, batches) => {
        const lineage = createLineage<VersionLink>()
        let upTo = 0
        for (const size of batches) {
          if (upTo >= entries.length) break
          for (const entry of entries.slice(upTo, upTo + size)) lineage.append(entry)
          upTo += size
          lineage.settle()
          expect(lostIn(lineage)).toEqual(fold(entries.slice(0, upTo)))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('[LIN5] a suffix of the journal has the same lost entries as in the whole journal', () => {
    fc.assert(
      fc.property(trees, fc.nat(), fc.integer({ min: 1, max: 9 }), (entries, cut, size) => {
        const base = entries.length === 0 ? 0 : cut % entries.length
        const window = createLineage<VersionLink>(base)
        for (let at = base; at < entries.length; at += size) {
          for (const entry of entries.slice(at, at + size)) window.append(entry)
          window.settle()
        }
        const whole = new Map([...fold(entries)].filter(([version]) => version > base))
        expect(lostIn(window)).toEqual(whole)
      }),
      { numRuns: 500 },
    )
  })

  it('[LIN6] trimming old entries changes nothing for the others', () => {
    fc.assert(
      fc.property(trees, fc.nat({ max: 20 }), (entries, kept) => {
        const lineage = createLineage<VersionLink>()
        for (const entry of entries) {
          lineage.append(entry)
          lineage.settle()
          lineage.trim(lineage.head - kept)
        }
        const whole = new Map([...fold(entries)].filter(([version]) => version > lineage.base))
        expect(lostIn(lineage)).toEqual(whole)
        expect(lineage.nodes().length).toBe(Math.min(kept, entries.length))
      }),
    )
  })

  it('[LIN7] the changes of all settlements add up to the present state', () => {
    fc.assert(
      fc.property(trees, fc.integer({ min: 1, max: 9 }), (entries, size) => {
        const lineage = createLineage<VersionLink>()
        const live = new Set<number>()
        for (let at = 0; at < entries.length; at += size) {
          for (const entry of entries.slice(at, at + size)) lineage.append(entry)
          for (const { node, was } of lineage.settle()) {
            expect(was === 'live').toBe(live.has(node.entry.version))
            if (node.state === 'live') live.add(node.entry.version)
            else live.delete(node.entry.version)
          }
        }
        expect([...live].sort((a, b) => a - b)).toEqual(
          lineage
            .nodes()
            .filter(({ state }) => state === 'live')
            .map(({ entry }) => entry.version),
        )
      }),
    )
  })

  it('[LIN8] append refuses a gap, and a parent that is not older', () => {
    const lineage = createLineage<VersionLink>()
    expect(() => lineage.append({ version: 2, parent: 0 })).toThrow('does not follow')
    expect(() => lineage.append({ version: 1, parent: 1 })).toThrow('cannot build on')
  })

  it('[LIN9] of two staggered writers with 20,000 entries, one settlement loses exactly one history', () => {
    // A settlement walks a flipped branch once: 20,000 entries that are settled together need one walk in all.
    const lineage = createLineage<VersionLink>()
    for (let version = 1; version <= 20_000; version++)
      lineage.append({ version, parent: Math.max(0, version - 2) })
    lineage.settle()
    const lost = lostIn(lineage)
    expect(lost.size).toBe(10_000)
    expect(lost.get(19_999)).toBe(20_000)
    expect(new Set(lost.values())).toEqual(new Set([20_000]))
  })
})
