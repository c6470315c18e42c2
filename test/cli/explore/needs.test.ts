import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lackingIn, needText } from '../../../server/account/needs.ts'
import { type CatalogueEntry, LiveCatalogue, loadCatalogue } from '../../../server/catalogue/catalogue.ts'
import { demo } from '../../../server/cli/demo/demo.ts'
import { exploreCli } from '../../../server/cli/explore/explore-cli.ts'
import { markdownTable, textTable } from '../../../server/cli/explore/matrix-table.ts'
import type { Engine } from '../../../server/engine/engine.ts'
import { createExaminer } from '../../../server/explorer/examiner.ts'
import { matrix } from '../../../server/explorer/matrix.ts'
import { connect } from '../../../server/redis/connect.ts'
import type { Wire } from '../../../server/redis/wire.ts'
import type { MatrixLine } from '../../../shared/proof/stream-lines.ts'
import { openTestEngine } from '../../support/engines.ts'

const SENTENCE = needText('set-ifeq')
const ours = await loadCatalogue()

describe('on a Redis that lacks a command of a strategy', () => {
  let engine: Engine
  let wire: Wire
  beforeAll(async () => {
    engine = await openTestEngine('embedded')
    wire = await connect('ioredis', engine.endpoint)
  })
  afterAll(async () => {
    await wire?.close()
    await engine?.close()
  })

  it.each([
    ['demo', demo],
    ['explore', exploreCli],
  ])('npm run %s prints the reason and ends with code 2', async (_name, command) => {
    const said: string[] = []
    const into = { isTTY: false, write: (text: string) => said.push(text) > 0 }
    const stop = new AbortController().signal
    const argv = ['--redis', engine.url, '--strategy', 'set-ifeq']
    expect(await command(argv, { stdout: into, stderr: into, stop })).toBe(2)
    expect(said.join('')).toBe(`error: ${SENTENCE}\n`)
    expect(await wire.command(['KEYS', '*'])).toEqual([])
  })

  it('the matrix has the reason instead of cells', async () => {
    const catalogue = new LiveCatalogue([ours.get('set-ifeq') as CatalogueEntry])
    catalogue.setLacking(await lackingIn(wire))
    const examiner = createExaminer(async () => wire)
    const lines: MatrixLine[] = []
    for await (const line of matrix(catalogue, examiner, new AbortController().signal)) lines.push(line)
    expect(lines).toEqual([
      { kind: 'row', strategy: 'set-ifeq', title: ours.get('set-ifeq')?.card.title, needs: SENTENCE },
      { kind: 'end' },
    ])
  })

  it('the printed matrix has the reason instead of cells', () => {
    const row = { strategy: 'set-ifeq', title: '', cells: [], needs: SENTENCE }
    expect(textTable([row]).split('\n').at(-1)).toBe(`  set-ifeq  ${SENTENCE}`)
    expect(markdownTable([row], 'matrix.md')).toContain(`| ${SENTENCE} |`)
  })
})

it('a card says what Redis lacks until Redis has it, and so does the card of a new file', async () => {
  const { id, strategy, card } = ours.get('set-ifeq') as CatalogueEntry
  const catalogue = new LiveCatalogue([{ id, strategy, card }])
  const told: unknown[] = []
  catalogue.onChange(() => told.push([...catalogue.values()].map(({ card: { needs } }) => needs)))
  catalogue.setLacking(new Set(['set-ifeq']))
  catalogue.setOwn([{ id: 'my-ifeq', strategy, card: { ...card, id: 'my-ifeq', own: true } }])
  catalogue.setLacking(new Set())
  expect(told).toEqual([[SENTENCE], [SENTENCE, SENTENCE], [undefined, undefined]])
})
