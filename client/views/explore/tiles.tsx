import { Component } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Ending } from '../../../shared/proof/exploration.ts'
import { exploreQuery } from '../../../shared/proof/explore-query.ts'
import { besides } from '../../board/marks.ts'
import type { ExploreLink } from '../../board/read-link.ts'
import { layoutOf, moved, roomFor, rowsInSight, type TileLayout } from '../../board/tile-layout.ts'
import { useMedia } from '../../hooks/use-media.ts'
import { useSize } from '../../hooks/use-size.ts'
import { explorePath } from '../../router/route.ts'
import { Tile } from './tile.tsx'

interface TilesProps {
  /** The scenario of the tiles. */
  link: ExploreLink
  tiles: readonly Ending[]
  running: boolean
  opened: string | undefined
  onOpen: (schedule: string) => void
}

/** A tile per interleaving. Only tiles in sight are in the document: there may be thousands. */
export function Tiles({ link, tiles, running, opened, onOpen }: TilesProps) {
  const list = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(list)
  const [top, setTop] = useState(0)
  const [chosen, setChosen] = useState<string>()
  const coarse = useMedia('(pointer: coarse)')
  const { transactions } = link.scenario
  const { acts, letters, glyphs } = useMemo(() => extentOf(tiles), [tiles])
  const count = roomFor(tiles.length, running)
  const layout = useMemo(
    () => layoutOf({ count, width, height, acts, lanes: transactions.length, glyphs, coarse }),
    [count, width, height, acts, transactions.length, glyphs, coarse],
  )
  const pitch = layout.height + layout.gap
  const page = Math.max(1, Math.floor(height / pitch))
  const current = opened ?? chosen
  const found = useMemo(() => tiles.findIndex(({ schedule }) => schedule === current), [tiles, current])
  const active = Math.max(0, found)

  // Scrolls the tile into sight that a key or a link leads to.
  useEffect(() => {
    const element = list.current
    if (!element || found < 0) return
    const at = Math.floor(found / layout.columns) * pitch
    if (at < element.scrollTop) element.scrollTop = at
    else if (at + pitch > element.scrollTop + height) element.scrollTop = at + pitch - height
  }, [found, layout.columns, pitch, height])

  const onKeyDown = (event: KeyboardEvent) => {
    const tile = tiles[active]
    if (!tile || event.metaKey || event.ctrlKey || event.altKey) return
    if (event.key === 'Enter' || event.key === ' ') onOpen(tile.schedule)
    else {
      const to = moved(
        event.key,
        found < 0 && event.key.startsWith('Arrow') ? -1 : active,
        tiles.length,
        layout,
        page,
      )
      const next = to === undefined ? undefined : tiles[Math.max(0, to)]
      if (!next) return
      setChosen(next.schedule)
      // While steps are open, they change to the new tile's.
      if (opened !== undefined) onOpen(next.schedule)
    }
    event.preventDefault()
  }
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    const tile = (event.target as Element).closest<HTMLElement>('[data-schedule]')
    if (!tile?.dataset.schedule) return
    event.preventDefault()
    setChosen(tile.dataset.schedule)
    onOpen(tile.dataset.schedule)
  }

  const [from, to] = rowsInSight(layout, top, height)
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
  const activeRow = Math.floor(active / layout.columns)
  // The list refers to its active option by id, so its row is always in the document.
  if (tiles.length > 0 && !rows.includes(activeRow)) rows.push(activeRow)
  return (
    <div
      ref={list}
      class="tiles"
      role="listbox"
      tabIndex={0}
      aria-label="Every order, one by one"
      aria-busy={running}
      aria-activedescendant={tiles.length > 0 ? idOf(active) : undefined}
      data-form={layout.form}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div
        role="presentation"
        class="tiles-all"
        style={{ height: `${Math.ceil(tiles.length / layout.columns) * pitch - layout.gap}px` }}
      >
        {rows.map((row) => (
          <TileRow
            key={row}
            row={row}
            tiles={tiles.slice(row * layout.columns, (row + 1) * layout.columns)}
            count={tiles.length}
            layout={layout}
            link={link}
            letters={letters}
            active={row === activeRow ? active : -1}
            opened={opened}
          />
        ))}
      </div>
    </div>
  )
}

const idOf = (index: number) => `tile-${index}`

function extentOf(tiles: readonly Ending[]) {
  let acts = 1
  let letters = 1
  let glyphs = 0
  for (const tile of tiles) {
    const { schedule, balance } = tile
    acts = Math.max(acts, schedule.length)
    letters = Math.max(letters, String(balance).length)
    glyphs = Math.max(glyphs, besides(tile).length)
  }
  return { acts, letters, glyphs }
}

interface TileRowProps {
  row: number
  tiles: readonly Ending[]
  count: number
  layout: TileLayout
  link: ExploreLink
  letters: number
  active: number
  opened: string | undefined
}

/** One row; redrawn only when it has changed, since most rows stay as they were. */
class TileRow extends Component<TileRowProps> {
  override shouldComponentUpdate(next: TileRowProps): boolean {
    const { props } = this
    const changed =
      props.layout !== next.layout ||
      props.link !== next.link ||
      props.letters !== next.letters ||
      props.active !== next.active ||
      props.count !== next.count ||
      props.tiles.length !== next.tiles.length ||
      props.tiles.some((tile, index) => tile !== next.tiles[index])
    return changed || (props.opened !== next.opened && (holds(props) || holds(next)))
  }
  render() {
    const { row, tiles, count, layout, link, letters, active, opened } = this.props
    return (
      <div
        role="presentation"
        class="tile-row"
        style={{ transform: `translateY(${row * (layout.height + layout.gap)}px)`, gap: `${layout.gap}px` }}
      >
        {tiles.map((ending, column) => {
          const index = row * layout.columns + column
          return (
            <Tile
              key={ending.schedule}
              id={idOf(index)}
              ending={ending}
              transactions={link.scenario.transactions}
              nodes={link.scenario.nodes}
              layout={layout}
              href={explorePath(exploreQuery(link.strategy, link.scenario, ending.schedule))}
              position={index + 1}
              count={count}
              active={index === active}
              opened={ending.schedule === opened}
              letters={letters}
            />
          )
        })}
      </div>
    )
  }
}

const holds = ({ tiles, opened }: TileRowProps) => tiles.some(({ schedule }) => schedule === opened)
