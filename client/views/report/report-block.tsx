import type { Block, Cell } from '../../../shared/report/outline.ts'
import { ReportCurve } from './report-curve.tsx'

/** One part of the report. `alone`: the section's title says what it is. */
export function ReportBlock({ block, alone }: { block: Block; alone: boolean }) {
  switch (block.kind) {
    case 'text':
      return (
        <p class="report-text" data-tone={block.tone}>
          {block.text}
        </p>
      )
    case 'facts':
      return (
        <div class="report-facts">
          <h3>{block.label}</h3>
          <dl>
            {block.facts.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <CellText cell={value} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )
    case 'table':
      return <Table block={block} alone={alone} />
    case 'losses':
      return (
        <div class="report-losses">
          <h3>{block.label}</h3>
          <ul>
            {block.losses.map(({ who, amount, by }, at) => (
              <li key={at}>
                <bdi>{who}</bdi> <b>{amount}</b> <span>{block.between}</span> <bdi>{by}</bdi>
              </li>
            ))}
          </ul>
          {block.note && <p class="report-note">{block.note}</p>}
        </div>
      )
    case 'answers':
      return <Answers block={block} />
    case 'curve':
      return <ReportCurve block={block} />
  }
}

function CellText({ cell }: { cell: Cell }) {
  if (typeof cell === 'string') return <>{cell}</>
  if ('name' in cell) return <bdi>{cell.name}</bdi>
  return <span data-tone={cell.tone}>{cell.text}</span>
}

function Table({ block, alone }: { block: Extract<Block, { kind: 'table' }>; alone: boolean }) {
  const { label, columns, rows, sum, note } = block
  const cells = (row: readonly Cell[]) =>
    row.map((cell, at) => (
      <td key={at} class={columns[at]?.numeric ? 'number' : undefined}>
        <CellText cell={cell} />
      </td>
    ))
  return (
    <div class="report-table" data-columns={columns.length}>
      <h3 class={alone ? 'visually-hidden' : undefined}>{label}</h3>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on a phone, and so must be reached by the keyboard. */}
      <div class="report-wide" role="group" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map(({ label, numeric }, at) => (
                <th key={at} scope="col" class={numeric ? 'number' : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>{cells(row)}</tr>
            ))}
          </tbody>
          {sum && (
            <tfoot>
              <tr>{cells(sum)}</tr>
            </tfoot>
          )}
        </table>
      </div>
      {note && <p class="report-note">{note}</p>}
    </div>
  )
}

function Answers({ block: { question, groups, answers } }: { block: Extract<Block, { kind: 'answers' }> }) {
  return (
    <div class="report-answers">
      <h3>{question}</h3>
      <table>
        <thead>
          <tr>
            <td />
            {groups.map((group) => (
              <th key={group} scope="col" colSpan={2}>
                {group}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answers.map(({ label, right, counts }) => (
            <tr key={label} data-right={right}>
              <th scope="row">
                {right && '✓ '}
                {label}
              </th>
              {counts.map(({ text, share }, at) => [
                <td key={`${at} number`} class="number">
                  {text}
                </td>,
                <td key={`${at} bar`} class="report-share" aria-hidden="true">
                  <i style={{ width: `${Math.round(100 * share)}%` }} />
                </td>,
              ])}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
