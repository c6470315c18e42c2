import { signed } from '../../../shared/money.ts'
import type { Played, ProcessOutcome, StepRow } from '../../../shared/proof/exploration.ts'

const GAP = '   '

/**
 * One interleaving as a table: a column for each transaction, a row for each step. A lost write names the step that
 * overwrote it. If the table is wider than `width` characters, it has one column, and each step names its transaction.
 */
export function stepTable({ steps, outcomes }: Pick<Played, 'steps' | 'outcomes'>, width: number): string[] {
  const several = new Set(outcomes.map(({ node }) => node)).size > 1
  const heads = outcomes.map((outcome) => headOf(outcome, several))
  const cells = steps.map((row) => cellOf(row, steps))
  const widths = heads.map((head, i) =>
    Math.max(
      head.length,
      ...cells.filter((_, at) => steps[at]?.process === i + 1).map(({ length }) => length),
    ),
  )
  const numbers = String(steps.length).length
  const line = (number: string, texts: readonly string[]): string =>
    `  ${number.padStart(numbers)}  ${texts.map((text, i) => text.padEnd(widths[i] ?? 0)).join(GAP)}`.trimEnd()
  const whole = 2 + numbers + 2 + widths.reduce((sum, one) => sum + one, 0) + GAP.length * (widths.length - 1)
  if (whole > width) {
    const named = steps.map(({ process }, at) => `${process ? `P${process}` : '  '} ${cells[at]}`)
    return [
      ...heads.map((head) => `  ${head}`),
      ...named.map((text, at) => `  ${String(at + 1).padStart(numbers)}  ${text}`),
    ]
  }
  return [
    line('', heads),
    ...steps.map(({ process }, at) => {
      const text = cells[at] ?? ''
      if (process === 0) return line(String(at + 1), [`· ${text} ·`])
      return line(
        String(at + 1),
        heads.map((_, i) => (process === i + 1 ? text : '')),
      )
    }),
  ]
}

function headOf({ process, amount, node }: ProcessOutcome, several: boolean): string {
  return `P${process} ${signed(amount, 'plain')}${several ? ` (node ${node})` : ''}`
}

function cellOf({ text, replyLost, lostBy }: StepRow, steps: readonly StepRow[]): string {
  const by = lostBy ? steps.findIndex(({ version }) => version === lostBy) + 1 : 0
  return `${text}${replyLost ? ' (reply lost)' : ''}${by > 0 ? ` ✗ lost in step ${by}` : ''}`
}
