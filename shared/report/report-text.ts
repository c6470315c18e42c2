import type { Block, Cell, Outline } from './outline.ts'

/** The report for a terminal: tables in columns, no colours. */
export function* reportText({ title, subtitle, lead, sections }: Outline): Generator<string> {
  yield `${title}\n${subtitle}\n\n${lead}\n`
  for (const { title, subtitle, blocks } of sections) {
    yield `\n${title}${subtitle ? `: ${subtitle}` : ''}\n`
    for (const block of blocks) for (const line of linesOf(block)) yield line === '' ? '\n' : `  ${line}\n`
  }
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text]
    case 'facts':
      return [block.facts.map(({ label, value }) => `${label}: ${plain(value)}`).join(' · ')]
    case 'table': {
      const { columns, rows, sum, note } = block
      const head = columns.map(({ label }) => label)
      const cells = [...rows, ...(sum ? [sum] : [])].map((row) => row.map(plain))
      return [
        '',
        ...inColumns(
          [head, ...cells],
          columns.map(({ numeric }) => numeric === true),
        ),
        ...(note ? [note] : []),
      ]
    }
    case 'losses': {
      const { label, losses, between, note } = block
      const items = losses.map(({ who, amount, by }) => clean(`  ${who} ${amount}, ${between} ${by}`))
      return ['', label, ...items, ...(note ? [note] : [])]
    }
    case 'answers': {
      const rows = block.answers.map(({ label, right, counts }) => [
        ...[`${right ? '✓' : ' '} ${label}`, ...counts.map(({ text }) => text)],
      ])
      return [block.question, ...inColumns([['', ...block.groups], ...rows], [false, true, true])]
    }
    case 'curve':
      return [`${block.label}: ${block.description}`]
  }
}

/** Without control characters: a file may have been changed by hand. */
const clean = (text: string): string => text.replace(/\p{Cc}/gu, '')

const plain = (value: Cell): string => clean(textOf(value))

const textOf = (value: Cell): string =>
  typeof value === 'string' ? value : 'name' in value ? value.name : value.text

/** The text's width in code points; wide letters may shift a line. */
const widthOf = (text: string): number => [...text].length

function inColumns(rows: readonly (readonly string[])[], numeric: readonly boolean[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => widthOf(row[i] ?? ''))))
  return rows.map((row) =>
    row
      .map((text, i) => {
        const space = ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(text)))
        return numeric[i] ? space + text : text + space
      })
      .join('  ')
      .trimEnd(),
  )
}
