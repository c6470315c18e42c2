import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Played } from '../../../shared/proof/exploration.ts'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { ROOT } from '../../start/root.ts'
import { evidencePage } from './matrix-evidence.ts'
import { type MatrixTableRow, markdownTable } from './matrix-table.ts'

const BEGIN = '<!-- matrix: npm run matrix -- --write -->'
const END = '<!-- end of matrix -->'

/** The README with a new table between its marks. */
export function withTable(readme: string, table: string): string {
  const [before, after] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (before === -1 || after === -1) throw new Error(`README.md has no ${BEGIN} … ${END}`)
  return `${readme.slice(0, before + BEGIN.length)}\n\n${table}\n\n${readme.slice(after)}`
}

/** Regenerates the README's table and `docs/matrix.md`, without participants' own strategies. */
export async function writeMatrix(
  all: readonly MatrixTableRow[],
  catalogue: Catalogue,
  played: ReadonlyMap<string, Played>,
): Promise<void> {
  const rows = all.filter(({ strategy }) => !catalogue.get(strategy)?.card.own)
  const readme = join(ROOT, 'README.md')
  await writeFile(readme, withTable(await readFile(readme, 'utf8'), markdownTable(rows, 'docs/matrix.md')))
  await writeFile(
    join(ROOT, 'docs', 'matrix.md'),
    evidencePage(rows, catalogue, (query) => played.get(query)),
  )
}
