import { Component } from 'preact'
import { useMemo } from 'preact/hooks'
import { signed } from '../../shared/money.ts'
import { useThrottled } from '../hooks/use-throttled.ts'
import type { Room } from '../store/room.ts'
import { type FeedItem, feed } from '../wording/feed-items.ts'
import { UnbrokenAmounts } from './unbroken-amounts.tsx'

/** Milliseconds between redraws: fast enough to read, and it spares phones. */
const REDRAW_MS = 250

/** What happened to all players, newest first. */
export function FeedList({ room }: { room: Room }) {
  const throttled = useThrottled(room, REDRAW_MS)
  return useMemo(() => <Feed room={throttled} />, [throttled])
}

function Feed({ room }: { room: Room }) {
  const items = feed(room)
  if (items.length === 0) {
    return (
      <div class="empty">
        <p>Nothing has been booked yet.</p>
      </div>
    )
  }
  return (
    <ol class="feed" aria-label="What happened, newest first">
      {items.map((item) => (
        <FeedLine key={item.key} item={item} />
      ))}
    </ol>
  )
}

/** One line; redrawn only when it has changed, since most lines stay as they were. */
class FeedLine extends Component<{ item: FeedItem }> {
  override shouldComponentUpdate({ item }: { item: FeedItem }): boolean {
    const { item: before } = this.props
    return (['what', 'why', 'who', 'breach', 'note'] as const).some((part) => item[part] !== before[part])
  }
  render() {
    const { verdict, who, amount, what, why, breach, note } = this.props.item
    return (
      <li data-verdict={verdict}>
        <span class="line">
          {amount !== null && (
            <span class="who">
              {who} <span class="amount">{signed(amount)}</span>
            </span>
          )}{' '}
          <span class="what">{what}</span>
        </span>
        {why && (
          <small>
            <UnbrokenAmounts text={why} />
          </small>
        )}
        {breach && (
          <small class="under">
            <UnbrokenAmounts text={breach} />
          </small>
        )}
        {note && <small class="note">{note}</small>}
      </li>
    )
  }
}
