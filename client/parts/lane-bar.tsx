import type { Bar } from '../timeline/bar.ts'
import { type BarSpace, type Box, labelOf, noteOf } from '../timeline/lane-geometry.ts'
import { MarkGlyph } from './mark-glyph.tsx'

interface LaneBarProps {
  bar: Bar
  box: Box
  beside: BarSpace
}

export function LaneBar({ bar, box, beside }: LaneBarProps) {
  const lost = bar.verdict === 'lost'
  const label = labelOf(bar, box)
  const note = label === '' ? noteOf(bar, beside, box) : ''
  return (
    <div
      class="bar"
      data-version={bar.version || undefined}
      data-tx={bar.tx}
      data-kind={bar.kind}
      data-verdict={bar.verdict}
      data-killer={bar.killer}
      data-again={bar.again || undefined}
      data-breach={bar.breach || undefined}
      data-blind={bar.blind || undefined}
      data-back={bar.back || undefined}
      data-growing={bar.to === null ? bar.from : undefined}
      style={{
        transform: `translate(${box.x.toFixed(1)}px,${box.y.toFixed(1)}px)`,
        width: `${box.width.toFixed(1)}px`,
        height: `${box.height.toFixed(1)}px`,
        fontSize: `${box.font.toFixed(1)}px`,
      }}
    >
      {lost && <Cross />}
      {bar.breach && <MarkGlyph mark="overdraft" />}
      {label && <span class="bar-label">{label}</span>}
      {note && <span class="bar-note">{note}</span>}
    </div>
  )
}

export function Cross() {
  return (
    <svg class="cross" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      <path d="M1.5 1.5l7 7M8.5 1.5l-7 7" />
    </svg>
  )
}
