import { signed, units } from '../../shared/money.ts'
import { backLabels } from '../wording/taken-back-words.ts'
import type { Bar } from './bar.ts'
import type { LaneLayout } from './lane-layout.ts'

/** How times and lanes become pixels. `origin` is the time at x = 0. */
export interface Scale {
  origin: number
  /** Pixels per millisecond. */
  perMs: number
  laneHeight: number
  /** Largest size of a label's font. */
  font: number
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
  /** Size of the font that fits its height. */
  font: number
}

const GAP = 2
/** Width of a character of the label font, in em. */
const CHARACTER = 0.555
const NARROWEST = 7
/** The same for a bar with a sign. */
const NARROWEST_SIGN = 20

export function boxOf(bar: Bar, lanes: LaneLayout, scale: Scale, now: number): Box {
  const rows = lanes.rows[bar.lane] ?? 1
  const pad = scale.laneHeight * (rows === 1 ? 0.19 : 0.07)
  const height = (scale.laneHeight - 2 * pad - (rows - 1) * GAP) / rows
  const narrowest = signsOf(bar) > 0 ? NARROWEST_SIGN : NARROWEST
  const width = Math.max(narrowest, ((bar.to ?? now) - bar.from) * scale.perMs)
  const end = ((bar.to ?? now) - scale.origin) * scale.perMs
  const font = Math.min(height * 0.72, scale.font)
  return {
    x: end - width,
    y: bar.lane * scale.laneHeight + pad + bar.row * (height + GAP),
    width,
    height,
    font,
  }
}

/** The longest label that fits, '' when none does. */
export function labelOf(bar: Bar, { width, font }: Box): string {
  const room = (width - (1.1 + signsOf(bar)) * font) / (CHARACTER * font)
  return labels(bar).find((label) => label.length <= room) ?? ''
}

/** Width of the signs before the label, in em: a cross for a loss, and the glyph of a broken rule. */
function signsOf({ verdict, breach }: Bar): number {
  return (verdict === 'lost' ? 1.1 : 0) + (breach ? 1.6 : 0)
}

/** Pixels to the right of a bar: `gap` to the next one in its row, `ahead` to now, where the timeline ends. */
export interface BarSpace {
  gap: number
  ahead: number
}

/** The note beside a bar too narrow for a label: the longest one that fits before the next bar and before now. */
export function noteOf(bar: Bar, { gap, ahead }: BarSpace, { font }: Box): string {
  if (bar.kind === 'outside') return `outside ${signed(bar.amount)}`
  const fits = (text: string, room: number) => text.length <= room / (CHARACTER * font) - 1.5
  if (bar.kind === 'repeated') return ''
  if (bar.kind === 'refused') return fits('refused', gap) ? 'refused' : ''
  const notes = bar.back ? ['taken back', 'back'] : [...amountLabels(bar), signed(bar.effect)]
  const shortest = notes.at(-1) ?? ''
  return notes.find((note) => fits(note, Math.min(gap, ahead))) ?? (fits(shortest, gap) ? shortest : '')
}

/** The amount, or what was booked instead of it; longest first. */
function amountLabels({ amount, effect }: Bar): [string, string] {
  const booked = signed(effect)
  return effect === amount
    ? [booked, booked]
    : [`${booked} instead of ${signed(amount)}`, `${booked}, not ${signed(amount)}`]
}

function labels(bar: Bar): string[] {
  const amount = signed(bar.amount)
  if (bar.to === null && bar.booked) return [`${amount} booked, still running`, 'still running']
  const again = bar.to === null && bar.attempt > 1 ? `try ${bar.attempt} ` : ''
  switch (bar.kind) {
    case 'think':
      return [`${again}${amount}`, amount]
    case 'backoff':
      return [`${amount} refused, waits`, `${amount} waits`, amount]
    case 'blocked':
      return [`${amount} waits for the lock`, `${amount} waits`, amount]
    case 'read':
      return [`${again}read ${units(bar.seen ?? 0)} ${amount} …`, `${units(bar.seen ?? 0)} ${amount}`, amount]
    case 'outside':
      return []
    case 'refused': {
      const next = bar.last ? 'gives up' : 'tries again'
      return [`read ${units(bar.seen ?? 0)}  refused, ${next}`, `refused, ${next}`, 'refused']
    }
    case 'repeated':
      return [`read ${units(bar.seen ?? 0)}  tries again`, 'tries again']
    case 'wrote': {
      const seen = units(bar.seen ?? 0)
      const wrote = units(bar.wrote ?? 0)
      if (bar.back) return backLabels(-bar.amount, wrote)
      const [booked, short] = amountLabels(bar)
      if (bar.blind) return [`read nothing  ${booked}  wrote ${wrote}`, `${booked}  wrote ${wrote}`, short]
      if (bar.effect !== bar.amount) return [`read ${seen}  ${booked}  wrote ${wrote}`, booked, short]
      if (bar.again) return [`again ${amount} → ${wrote}`, `again ${amount}`, amount]
      return [
        `read ${seen}  ${amount}  wrote ${wrote}`,
        `${seen} ${amount} → ${wrote}`,
        `${seen} ${amount}`,
        amount,
      ]
    }
  }
}

/** The path from the end of the killer to the end of the lost write. */
export function linkPath(killer: Box, lost: Box): string {
  const [x1, y1] = [killer.x + killer.width, killer.y + killer.height / 2]
  const [x2, y2] = [lost.x + lost.width, lost.y + lost.height / 2]
  if (Math.abs(y1 - y2) < 2) {
    // The curve's highest point is three quarters of the way up, and must stay in sight.
    const start = y1 - killer.height / 2
    const top = Math.max(start - (start - 2) / 0.75, y1 - killer.height)
    return `M${x1} ${y1 - killer.height / 2}C${x1} ${top} ${x2} ${top} ${x2} ${y2 - lost.height / 2}`
  }
  const side = Math.max(14, Math.min(60, (x1 - x2) / 2))
  return `M${x1} ${y1}C${x1 + 6} ${(y1 + y2) / 2} ${x2 + side} ${y2} ${x2} ${y2}`
}

/** The path from a take-back to its booking in the same row, along the foot of both. */
export function backPath(back: Box, booked: Box): string {
  const [y1, y2] = [back.y + back.height - 2, booked.y + booked.height - 2]
  return `M${back.x} ${y1}L${booked.x + booked.width} ${y2}`
}

/** For every bar, the milliseconds until the next one in its lane and row. */
export function gapsOf(lanes: LaneLayout): Map<string, number> {
  const gaps = new Map<string, number>()
  const next = new Map<string, number>()
  for (const bar of [...lanes.bars].sort((a, b) => b.from - a.from)) {
    const place = `${bar.lane} ${bar.row}`
    gaps.set(bar.key, (next.get(place) ?? Number.POSITIVE_INFINITY) - (bar.to ?? Number.POSITIVE_INFINITY))
    next.set(place, bar.from)
  }
  return gaps
}
