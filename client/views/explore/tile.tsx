import { money } from '../../../shared/money.ts'
import type { Ending } from '../../../shared/proof/exploration.ts'
import { besides, faceOf, isCracked } from '../../board/marks.ts'
import type { TileLayout } from '../../board/tile-layout.ts'
import { SignMark } from '../../parts/equals-sign.tsx'
import { MarkGlyph } from '../../parts/mark-glyph.tsx'
import { endingText, fateInShort, fateText } from '../../wording/ending-words.ts'
import { OrderPicture } from './order-picture.tsx'

export interface TileProps {
  id: string
  ending: Ending
  transactions: readonly number[]
  layout: TileLayout
  href: string
  /** Nodes of the scenario. */
  nodes: number
  /** Its position from 1, and the number of tiles. */
  position: number
  count: number
  active: boolean
  opened: boolean
  /** Characters of the longest balance on the board. */
  letters: number
}

/** One interleaving. It is a link, so that it can be copied or opened in a new tab, and an option of the list. */
export function Tile(props: TileProps) {
  const { id, ending, transactions, layout, href, position, count, active, opened } = props
  const { form } = layout
  const description = endingText(ending, transactions)
  return (
    <a
      id={id}
      role="option"
      class="tile"
      href={href}
      tabIndex={-1}
      draggable={false}
      aria-label={form === 'dot' ? description : undefined}
      aria-selected={opened}
      aria-setsize={count}
      aria-posinset={position}
      data-schedule={ending.schedule}
      data-face={faceOf(ending)}
      data-active={active}
      title={form === 'card' ? undefined : fateText(ending, transactions)}
      style={{ width: `${layout.width}px`, height: `${layout.height}px` }}
    >
      {form !== 'dot' && <span class="visually-hidden">{description}</span>}
      <Face {...props} />
    </a>
  )
}

function Face({ ending, transactions, layout, letters, nodes }: TileProps) {
  const { form, width, height } = layout
  const face = isCracked(ending) ? 'cracked' : faceOf(ending)
  // A safe dot is empty: among thousands, only what went wrong has a sign.
  if (form === 'dot') return face === 'safe' ? null : <MarkGlyph mark={face} />
  const balance = <Balance ending={ending} />
  if (form === 'number')
    return (
      <span
        class="sum"
        aria-hidden="true"
        style={{ fontSize: `${Math.min(height * 0.42, (width - 8) / (0.6 * letters + 1), 22)}px` }}
      >
        {balance}
      </span>
    )
  const glyphs = 1.2 * besides(ending).length
  const pad = form === 'card' ? Math.max(8, Math.min(width * 0.05, 20)) : 7
  const font =
    form === 'card'
      ? Math.max(14, Math.min(height / (transactions.length + 3), width / 11, 40))
      : Math.max(10, Math.min(height * 0.24, (width - 2 * pad) / (0.6 * letters + 1.5 + glyphs), 22))
  return (
    <span class="face" aria-hidden="true" style={{ padding: `${pad}px`, fontSize: `${font}px` }}>
      <OrderPicture
        ending={ending}
        transactions={transactions}
        nodes={nodes}
        width={width - 2 * pad - 3}
        height={height - 2.5 * pad - 1.35 * font - 3}
        {...(form === 'card' ? { font: font * 0.72 } : {})}
      />
      <span class="sum">
        {balance}
        {form === 'card' ? <Fate ending={ending} transactions={transactions} /> : <Glyphs ending={ending} />}
      </span>
    </span>
  )
}

/** The balance, with the sign that says whether it adds up. */
function Balance({ ending }: { ending: Ending }) {
  const { balance, expected } = ending
  const sign = isCracked(ending) ? 'cracked' : balance === expected ? 'equal' : 'unequal'
  const face = faceOf(ending)
  // A refused or failed transaction adds up, but gets its own glyph instead of `=`.
  const glyph = face === 'refused' || face === 'failed' ? face : undefined
  return (
    <b class="num" data-cracked={sign === 'cracked'}>
      {glyph ? <MarkGlyph mark={glyph} /> : <SignMark sign={sign} />} {money(balance).replace('$', '')}
    </b>
  )
}

/** The mark whose glyph already stands beside the balance. */
const faceAlready = (ending: Ending) => {
  const face = faceOf(ending)
  return face === 'refused' || face === 'failed' ? face : undefined
}

function Glyphs({ ending }: { ending: Ending }) {
  return (
    <span class="glyphs">
      {besides(ending).map((mark) => mark !== faceAlready(ending) && <MarkGlyph key={mark} mark={mark} />)}
    </span>
  )
}

function Fate({ ending, transactions }: { ending: Ending; transactions: readonly number[] }) {
  return (
    <span class="fate">
      <Glyphs ending={ending} /> {fateInShort(ending, transactions)}
    </span>
  )
}
