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
  /** Available pixels. */
  width: number
  height: number
  /** `acts`: length of the longest schedule. `lanes`: number of transactions. */
  acts: number
  lanes: number
  /** The most glyphs that a tile has beside its number. */
  glyphs: number
  /** A touch screen: fingers need larger tiles. */
  coarse: boolean
}

interface Form {
  form: TileForm
  gap: number
  /** Minimum and maximum, in pixels. */
  width: [number, number]
  height: [number, number]
  /** Screens of scrolling that are accepted before a form with less detail is used. */
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

/** The richest form that shows all tiles within its limit of scrolling; else rows of dots. */
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

/** The layout with the largest tiles that fit without scrolling; undefined when even the smallest do not. */
function filled(form: Form, { count, width, height }: TileSpace): TileLayout | undefined {
  let best: TileLayout | undefined
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns))
    const wide = Math.min(form.width[1], Math.floor((width + form.gap) / columns) - form.gap)
    const high = Math.min(form.height[1], Math.floor((height + form.gap) / rows) - form.gap)
    if (wide < form.width[0]) break
    if (high < form.height[0]) continue
    // Tiles should be wider than high, but not ribbons.
    const size = Math.min(wide, high * 1.6)
    if (best === undefined || size > Math.min(best.width, best.height * 1.6))
      best = { form: form.form, columns, rows, width: wide, height: high, gap: form.gap }
  }
  return best
}

/** As many columns as the smallest tiles allow, stretched to fill the row. */
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

/** Tile counts that a filling board plans for, so that its tiles do not shrink with every new one. */
const STAGES = [6, 24, 96, 240, 600, 1500, 3500]

export function roomFor(count: number, running: boolean): number {
  return running ? (STAGES.find((stage) => stage >= count) ?? count) : count
}

/** The rows in sight, and a quarter of a screen more on either side. */
export function rowsInSight(layout: TileLayout, top: number, height: number): [from: number, to: number] {
  const pitch = layout.height + layout.gap
  const margin = height / 4
  const from = Math.max(0, Math.floor((top - margin) / pitch))
  return [from, Math.min(layout.rows, Math.ceil((top + height + margin) / pitch))]
}

/** The tile that a key moves to from `index`; `undefined` for a key that the board does not use. */
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
