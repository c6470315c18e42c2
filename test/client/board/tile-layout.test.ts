import { describe, expect, it } from 'vitest'
import {
  layoutOf,
  moved,
  roomFor,
  rowsInSight,
  type TileLayout,
  type TileSpace,
} from '../../../client/board/tile-layout.ts'

const PROJECTOR = { width: 1250, height: 690, coarse: false, glyphs: 0 }
const PHONE = { width: 358, height: 470, coarse: true, glyphs: 0 }

const heightOf = ({ rows, height, gap }: TileLayout) => rows * (height + gap) - gap
const widthOf = ({ columns, width, gap }: TileLayout) => columns * (width + gap) - gap

describe('the layout of the tiles', () => {
  it.each([
    ['six on a projector are cards', { ...PROJECTOR, count: 6, acts: 4, lanes: 2 }, 'card', 1],
    ['twenty on a projector are cards', { ...PROJECTOR, count: 20, acts: 6, lanes: 2 }, 'card', 1],
    ['ninety on a projector are pictures', { ...PROJECTOR, count: 90, acts: 6, lanes: 3 }, 'picture', 1],
    ['five thousand on a projector are dots', { ...PROJECTOR, count: 5000, acts: 16, lanes: 2 }, 'dot', 5],
    ['six on a phone are cards', { ...PHONE, count: 6, acts: 4, lanes: 2 }, 'card', 1],
    ['ninety on a phone show their balance', { ...PHONE, count: 90, acts: 6, lanes: 3 }, 'number', 1.7],
    ['five thousand on a phone are dots', { ...PHONE, count: 5000, acts: 16, lanes: 2 }, 'dot', 40],
  ] as [string, TileSpace, string, number][])('%s', (_, space, form, screens) => {
    const layout = layoutOf(space)
    expect(layout.form).toBe(form)
    expect(heightOf(layout)).toBeLessThanOrEqual(space.height * screens)
  })

  it('has a place for every tile within the width, for every size of board and page', () => {
    for (const page of [
      PROJECTOR,
      PHONE,
      { ...PHONE, width: 280, height: 120 },
      { ...PHONE, width: 0, height: 0 },
    ]) {
      for (let count = 0; count < 3000; count = count * 2 + 1) {
        for (const acts of [2, 6, 40]) {
          const layout = layoutOf({ ...page, count, acts, lanes: 6, glyphs: 2 })
          expect(layout.columns * layout.rows).toBeGreaterThanOrEqual(count)
          expect(layout.width).toBeGreaterThan(0)
          expect(layout.height).toBeGreaterThan(0)
          if (page.width > 0) expect(widthOf(layout)).toBeLessThanOrEqual(page.width)
        }
      }
    }
  })

  it('leaves room for tiles to come, so that tiles do not shrink one by one', () => {
    expect(roomFor(7, true)).toBe(roomFor(20, true))
    expect(roomFor(7, false)).toBe(7)
    for (const count of [0, 6, 25, 5000]) expect(roomFor(count, true)).toBeGreaterThanOrEqual(count)
  })

  it('draws only the rows in sight and a few next to them', () => {
    const layout = layoutOf({ ...PROJECTOR, count: 5000, acts: 16, lanes: 2 })
    const [from, to] = rowsInSight(layout, 1000, PROJECTOR.height)
    const pitch = layout.height + layout.gap
    expect(from * pitch).toBeLessThanOrEqual(1000)
    expect(to * pitch).toBeGreaterThanOrEqual(1000 + PROJECTOR.height)
    expect(to - from).toBeLessThan(layout.rows / 2)
    expect(rowsInSight(layout, 0, PROJECTOR.height)[0]).toBe(0)
    expect(rowsInSight(layout, heightOf(layout), PROJECTOR.height)[1]).toBe(layout.rows)
  })
})

describe('the keys of the board', () => {
  const layout: TileLayout = { form: 'number', columns: 4, rows: 3, width: 10, height: 10, gap: 0 }
  // 0 1 2 3 / 4 5 6 7 / 8 9
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 9, 9],
    ['ArrowLeft', 0, 0],
    ['ArrowLeft', 4, 3],
    ['ArrowDown', 1, 5],
    ['ArrowDown', 6, 9],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 5, 1],
    ['ArrowUp', 2, 2],
    ['PageDown', 0, 8],
    ['PageUp', 9, 1],
    ['Home', 7, 0],
    ['End', 1, 9],
    ['ArrowRight', -1, 0],
  ])('%s moves from tile %i to tile %i', (key, from, to) => {
    expect(moved(key, from, 10, layout, 2)).toBe(to)
  })

  it('do not include letters', () => {
    expect(moved('a', 3, 10, layout, 2)).toBeUndefined()
  })
})
