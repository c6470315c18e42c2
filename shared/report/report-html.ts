import type { Language } from '../rounds/lesson.ts'
import type { Answer, Block, Cell, Outline, Section } from './outline.ts'
import { STYLE } from './report-style.ts'

/** The report as one file: no script, no other file, no address. It prints as it is. */
export function reportHtml(outline: Outline, language: Language): string {
  const { title, subtitle, lead, mood, sections } = outline
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${text(title)} · Bank Run</title>`,
    `<style>${STYLE}</style>`,
    `<header><p class="mark">Bank Run</p><h1>${text(title)}</h1><p>${text(subtitle)}</p></header>`,
    `<main><p class="lead" data-mood="${mood}">${text(lead)}</p>`,
    ...sections.map(sectionHtml),
    '</main></html>\n',
  ].join('\n')
}

function sectionHtml({ id, title, subtitle, onNewPage, blocks }: Section): string {
  const sub = subtitle ? `<p class="sub">${text(subtitle)}</p>` : ''
  return `<section id="${text(id)}"${onNewPage ? ' class="page"' : ''}><h2>${text(title)}</h2>${sub}\n${blocks.map(blockHtml).join('\n')}</section>`
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p${toneOf(block.tone)}>${text(block.text)}</p>`
    case 'facts': {
      const facts = block.facts.map(
        ({ label, value }) => `<div><dt>${text(label)}</dt><dd>${cell(value)}</dd></div>`,
      )
      return `<h3>${text(block.label)}</h3><dl>${facts.join('')}</dl>`
    }
    case 'table':
      return tableHtml(block)
    case 'losses': {
      const items = block.losses.map(
        ({ who, amount, by }) =>
          `<li><bdi>${text(who)}</bdi> <strong>${text(amount)}</strong> <span>${text(block.between)}</span> <bdi>${text(by)}</bdi></li>`,
      )
      const note = block.note ? `<p class="note">${text(block.note)}</p>` : ''
      return `<h3>${text(block.label)}</h3><ul>${items.join('')}</ul>${note}`
    }
    case 'answers':
      return answersHtml(block)
    case 'curve':
      return curveHtml(block)
  }
}

function tableHtml({ label, columns, rows, sum, note }: Extract<Block, { kind: 'table' }>): string {
  const kind = (i: number): string => (columns[i]?.numeric ? ' class="n"' : '')
  const row = (cells: readonly Cell[]): string =>
    `<tr>${cells.map((one, i) => `<td${kind(i)}>${cell(one)}</td>`).join('')}</tr>`
  return [
    `<h3>${text(label)}</h3>`,
    '<div class="wide"><table><thead><tr>',
    ...columns.map(({ label }, i) => `<th scope="col"${kind(i)}>${text(label)}</th>`),
    `</tr></thead><tbody>${rows.map(row).join('')}</tbody>`,
    ...(sum ? [`<tfoot>${row(sum)}</tfoot>`] : []),
    '</table></div>',
    ...(note ? [`<p class="note">${text(note)}</p>`] : []),
  ].join('')
}

function answersHtml({ question, groups, answers }: Extract<Block, { kind: 'answers' }>): string {
  const bars = ({ counts }: Answer): string =>
    counts
      .map(
        ({ text: count, share }) =>
          `<td class="n">${text(count)}</td><td class="bar"><i style="width:${Math.round(100 * share)}%"></i></td>`,
      )
      .join('')
  const row = (answer: Answer): string =>
    `<tr${answer.right ? ' class="right"' : ''}><th scope="row">${answer.right ? '✓ ' : ''}${text(answer.label)}</th>${bars(answer)}</tr>`
  const head = groups.map((name) => `<th scope="col" colspan="2">${text(name)}</th>`).join('')
  return `<h3>${text(question)}</h3><table class="answers"><thead><tr><td></td>${head}</tr></thead><tbody>${answers.map(row).join('')}</tbody></table>`
}

function curveHtml({ label, description, curve, levels, times }: Extract<Block, { kind: 'curve' }>): string {
  const { width, height, left, right, line, area, zero, end } = curve
  const grid = curve.levels.map(
    ({ y }, i) =>
      `<path class="grid" d="M${left} ${y}H${right}"/><text x="${left - 8}" y="${y + 4}" text-anchor="end">${text(levels[i] ?? '')}</text>`,
  )
  const axis = curve.times.map(
    ({ x }, i) => `<text x="${x}" y="${height - 4}" text-anchor="middle">${text(times[i] ?? '')}</text>`,
  )
  return [
    `<figure><figcaption>${text(label)}</figcaption>`,
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${text(description)}">`,
    ...grid,
    ...axis,
    `<path class="area" d="${area}"/><path class="zero" d="M${left} ${zero}H${right}"/>`,
    `<path class="line" d="${line}"/><circle cx="${end.x}" cy="${end.y}" r="4"/>`,
    `</svg><p class="note">${text(description)}</p></figure>`,
  ].join('')
}

const toneOf = (tone: string | undefined): string => (tone ? ` class="${tone}"` : '')

function cell(value: Cell): string {
  if (typeof value === 'string') return text(value)
  if ('name' in value) return `<bdi>${text(value.name)}</bdi>`
  return `<span class="${value.tone}">${text(value.text)}</span>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
}
const text = (plain: string): string => plain.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one)
