import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { createExaminer } from '../../server/explorer/examiner.ts'
import { explore } from '../../server/explorer/explore.ts'
import { type LoadedCatalogue, loadWithOwn } from '../../server/own-strategies/load-with-own.ts'
import { connect } from '../../server/redis/connect.ts'
import type { Wire } from '../../server/redis/wire.ts'
import { ROOT } from '../../server/start/root.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import type { Finding } from '../../shared/strategy-card.ts'
import { isProving, openTestEngine } from '../support/engines.ts'

const FOLDER = join(ROOT, 'examples', 'strategies')

/** The places where each example loses an update. */
const LOSES: Record<string, Finding['place'][]> = {
  'start-here': ['oneNode', 'manyNodes'],
  'read-it-twice': ['oneNode', 'manyNodes'],
  'one-after-the-other': ['manyNodes'],
}

describe('the examples of a workshop', () => {
  let engine: Engine
  let wire: Wire
  let loaded: LoadedCatalogue
  beforeAll(async () => {
    engine = await openTestEngine('local')
    wire = await connect('ioredis', engine.url)
    loaded = await loadWithOwn(FOLDER)
  })
  afterAll(async () => {
    await loaded.close()
    await wire.close()
    await engine.close()
  })

  // All cells are tried, and `read-it-twice` has 34,650 orders of three transactions.
  const quick = Object.entries(LOSES).filter(([id]) => isProving || id !== 'read-it-twice')
  it.each(quick)(
    '%s loads, and the explorer finds that it loses an update on %j',
    async (id, places) => {
      const entry = loaded.catalogue.get(id)
      if (!entry) throw new Error(`there is no ${id}`)
      expect(entry.card.problem).toBeUndefined()
      const findings: Finding[] = []
      const examiner = createExaminer(async () => wire)
      for await (const finding of examiner.examine(entry, new AbortController().signal))
        findings.push(finding)
      const losing = findings.filter(
        ({ anomaly, found }) => anomaly === 'lost-update' && found === 'possible',
      )
      expect(losing.map(({ place }) => place)).toEqual(places)
      expect(findings.every(({ complete }) => complete)).toBe(true)
      // They have no other mistake, so a participant who searches finds this one.
      for (const anomaly of ['overdraft', 'double-apply'])
        expect(findings.filter((one) => one.anomaly === anomaly && one.found === 'possible')).toEqual([])
    },
    240_000,
  )

  it('read-it-twice loads, and loses an update on one node', async () => {
    const entry = loaded.catalogue.get('read-it-twice')
    if (!entry) throw new Error('there is no read-it-twice')
    expect(entry.card.problem).toBeUndefined()
    const found = await explore({ wire, strategy: entry, scenario: PLAIN_SCENARIO })
    expect(found).toMatchObject({ complete: true })
    expect(found.problem).toBeUndefined()
    expect(found.losing).toBeGreaterThan(0)
    for (const anomaly of ['overdraft', 'double-apply'] as const)
      expect(found.anomalies[anomaly].count).toBe(0)
  })
})
