import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lackingIn } from '../../server/account/needs.ts'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { createExaminer } from '../../server/explorer/examiner.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { cellsOf } from '../../shared/proof/claims.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { openTestOwnStrategies, type TestOwnStrategies } from '../support/own-strategies.ts'

/* The explorer finds in a copy of our strategy, without its claims, what our strategy claims. */

/** Each turns the text of one of our strategies into a participant's file. */
export const COPIES = {
  'as text': (source: string) => source,
  'with renamed variables': (source: string) =>
    source
      .replaceAll(/\bseen\b/g, 'found')
      .replaceAll(/\banswer\b/g, 'reply')
      .replaceAll(/\battempt\b/g, 'nth')
      .replaceAll(/\bconnection\b/g, 'line'),
  'through a helper function': (source: string) =>
    source
      .replace(
        /\n {2}async update\(account, /,
        '\n  update: (...all) => helped(...all),\n}\n\nasync function helped(account, ',
      )
      .replace(/\n {2}\},\n\} satisfies Strategy\n$/, '\n}\n'),
  'with one harmless extra read': (source: string) =>
    source.replace(/(\n {2}async update\(.*\{\n)/, '$1    await account.get()\n'),
} as const
type Kind = keyof typeof COPIES
export const EXTRA_READ: Kind = 'with one harmless extra read'
const withoutClaims = (source: string): string => source.replace(/\n {2}claims: \{.*?\n {2}\},/s, '')

const ours = [...(await loadCatalogue()).values()]
/** `npm test` tries these copies only; `npm run prove` tries copies of all strategies. */
const QUICK: Record<Kind, string[]> = {
  'as text': ['naive', 'compensate'],
  'with renamed variables': ['naive'],
  'through a helper function': ['naive'],
  'with one harmless extra read': ['incrby'],
}
/** With an extra read these have 34,650 orders of three transactions, which take minutes in a thread: left out. */
const TOO_MANY = ['watch', 'watch-late', 'watch-shared', 'local-mutex']

const chosenFor = (copy: Kind, isAll: boolean) =>
  ours.filter(({ id }) => {
    if (!isAll) return QUICK[copy].includes(id)
    return copy !== EXTRA_READ || !TOO_MANY.includes(id)
  })

/** Defines a test for each copy. `isAll`: of all our strategies, not only the quick ones. `kinds`: of copies. */
export function proveCopies(isAll: boolean, kinds = Object.keys(COPIES) as Kind[]): void {
  let engine: Engine
  let wire: Wire
  let lacking: ReadonlySet<string>
  beforeAll(async () => {
    engine = await openTestEngine(distinctEngines[0] ?? 'embedded')
    wire = await connect('ioredis', engine.endpoint)
    lacking = await lackingIn(wire)
  })
  afterAll(async () => {
    await wire.close()
    await engine.close()
  })

  describe.each(kinds)('a copy of our strategy %s', (copy) => {
    const make = COPIES[copy]
    const chosen = chosenFor(copy, isAll)
    let ownStrategies: TestOwnStrategies
    beforeAll(async () => {
      const files = chosen.map(({ id, card }) => [`my-${id}.ts`, make(withoutClaims(card.source))])
      ownStrategies = await openTestOwnStrategies(Object.fromEntries(files))
      expect(ownStrategies.problems).toEqual([])
    })
    afterAll(() => ownStrategies.close())

    it.each(chosen.map((entry) => ({ entry, id: entry.id })))(
      'gets the verdict that $id claims in every cell',
      async ({ entry, id }) => {
        const theirs = await ownStrategies.until(`my-${id}`)
        expect(theirs.card.claims).toBeUndefined()
        expect(theirs.card.source).toBe(make(withoutClaims(entry.card.source)))
        if (entry.strategy.needs && lacking.has(entry.strategy.needs)) {
          expect(theirs.strategy.needs).toBe(entry.strategy.needs)
          return
        }
        const examiner = createExaminer(async () => wire)
        const found: Record<string, string> = {}
        for await (const finding of examiner.examine(theirs, new AbortController().signal))
          found[`${finding.anomaly} ${finding.place}`] = finding.found
        const claimed = cellsOf(entry.strategy.claims).map((cell) => [
          `${cell.anomaly} ${cell.place}`,
          cell.claimed,
        ])
        expect(found).toEqual(Object.fromEntries(claimed))
      },
      600_000,
    )
  })
}
