/**
 * How much a tile shows: a `card` names its lanes, a `picture` draws them, a `number` has the balance, a `dot` only
 * its mark.
 */
export type TileForm = 'card' | 'picture' | 'number' | 'dot'

export interface TileLayout {
  form: TileForm
  columns: number
  rows: number
  /** Pixels, without the gap. */
  width: number
  height: number
  gap: number
}

export interface TileSpace {
  count: number
  /** Pixels that there are. */
  width: number
  height: number
  /** The longest schedule, and the transactions of the scenario. */
  acts: number
  lanes: number
  /** Most glyphs that a tile has beside its number. */
  glyphs: number
  /** Fingers need larger tiles than a mouse does. */
  coarse: boolean
}

interface Form {
  form: TileForm
  gap: number
  /** Least and most, in pixels. */
  width: [number, number]
  height: [number, number]
  /** How far somebody scrolls, rather than see less of each tile. */
  screens: number
}

function forms({ acts, lanes, glyphs, coarse }: TileSpace): { rich: Form[]; dot: Form } {
  const least = coarse ? 30 : 22
  const dot: Form = { form: 'dot', gap: 2, width: [least, 60], height: [least, 60], screens: 0 }
  const rich: Form[] = [
    { form: 'card', gap: 12, width: [160 + 12 * acts, 560], height: [72 + 26 * lanes, 380], screens: 0 },
    { form: 'card', gap: 10, width: [112 + 9 * acts, 560], height: [52 + 18 * lanes, 380], screens: 1.3 },
    {
      form: 'picture',
      gap: 8,
      width: [Math.max(72, 28 + 8 * acts) + 10 * glyphs, 260],
      height: [38 + 10 * lanes, 180],
      screens: 0,
    },
    {
      form: 'picture',
      gap: 6,
      width: [Math.max(58, 14 + 7 * acts) + 10 * glyphs, 260],
      height: [30 + 10 * lanes, 180],
      screens: 1.3,
    },
    { form: 'number', gap: 4, width: [50, 120], height: [coarse ? 36 : 30, 64], screens: 1.7 },
  ]
  return { rich, dot }
}

/** The richest form in which all tiles are in sight, or nearly; as many rows of dots as it takes when none is. */
export function layoutOf(space: TileSpace): TileLayout {
  const { rich, dot } = forms(space)
  for (const form of rich) {
    const fitted = filled(form, space)
    if (fitted) return fitted
    const packed = pack(form, space)
    if (packed.rows * (packed.height + packed.gap) <= form.screens * space.height) return packed
  }
  return filled(dot, space) ?? pack(dot, space)
}

/** The columns that make the largest tiles, when at least the smallest fit. */
function filled(form: Form, { count, width, height }: TileSpace): TileLayout | undefined {
  let best: TileLayout | undefined
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns))
    const wide = Math.min(form.width[1], Math.floor((width + form.gap) / columns) - form.gap)
    const high = Math.min(form.height[1], Math.floor((height + form.gap) / rows) - form.gap)
    if (wide < form.width[0]) break
    if (high < form.height[0]) continue
    // Wider than it is high, but not a ribbon.
    const size = Math.min(wide, high * 1.6)
    if (best === undefined || size > Math.min(best.width, best.height * 1.6))
      best = { form: form.form, columns, rows, width: wide, height: high, gap: form.gap }
  }
  return best
}

/** As many columns as the smallest tiles allow, stretched to fill their row. */
function pack(form: Form, { count, width }: TileSpace): TileLayout {
  const columns = Math.max(1, Math.floor((width + form.gap) / (form.width[0] + form.gap)))
  return {
    form: form.form,
    columns,
    rows: Math.max(1, Math.ceil(count / columns)),
    width: Math.max(1, Math.floor((width + form.gap) / columns) - form.gap),
    height: form.height[0],
    gap: form.gap,
  }
}

/** Sizes that a board grows through while it fills, so that its tiles do not shrink with every one that arrives. */
const STAGES = [6, 24, 96, 240, 600, 1500, 3500]

export function roomFor(count: number, running: boolean): number {
  return running ? (STAGES.find((stage) => stage >= count) ?? count) : count
}

/** The rows in sight, and one more screen's quarter either way. */
export function rowsInSight(layout: TileLayout, top: number, height: number): [from: number, to: number] {
  const pitch = layout.height + layout.gap
  const margin = height / 4
  const from = Math.max(0, Math.floor((top - margin) / pitch))
  return [from, Math.min(layout.rows, Math.ceil((top + height + margin) / pitch))]
}

/** The tile that a key leads to from `index`; `undefined` when it is no key of the board. */
export function moved(key: string, index: number, count: number, { columns }: TileLayout, page: number) {
  const last = count - 1
  const within = (to: number) => Math.max(0, Math.min(last, to))
  switch (key) {
    case 'ArrowRight':
      return within(index + 1)
    case 'ArrowLeft':
      return within(index - 1)
    case 'ArrowDown':
      return index + columns > last
        ? Math.floor(index / columns) < Math.floor(last / columns)
          ? last
          : index
        : index + columns
    case 'ArrowUp':
      return index - columns < 0 ? index : index - columns
    case 'PageDown':
      return within(index + columns * page)
    case 'PageUp':
      return within(index - columns * page)
    case 'Home':
      return 0
    case 'End':
      return within(last)
    default:
      return undefined
  }
}
