import { capitalised, count } from '../../../shared/money.ts'
import { describe } from '../../../shared/sentence.ts'
import { signOf, Wordmark } from '../../parts/sign.tsx'
import { StrategyChip } from '../../parts/strategy-chip.tsx'
import { ThemeToggle } from '../../parts/theme-toggle.tsx'
import { Link } from '../../router/link.tsx'
import { playPath } from '../../router/route.ts'
import { type Room, severalNodes } from '../../store/room.ts'
import type { State } from '../../store/state.ts'

interface ScreenHeaderProps {
  code: string
  state: State
  room: Room
  onHost: () => void
}

export function ScreenHeader({ code, state, room, onHost }: ScreenHeaderProps) {
  const { greeted, host } = state
  const here = [...room.players.values()].filter((player) => player.state === 'here').length
  return (
    <header class="screen-header">
      <h1>
        <Wordmark sign={signOf(describe(room.account).mood)} />
      </h1>
      <StrategyChip greeted={greeted} settings={room.settings} />
      <span class="chip">{room.settings.client === 'redis' ? 'node-redis' : room.settings.client}</span>
      <span class="grow" />
      <span class="chip">{here > 10 ? `${here} players` : capitalised(count(here, 'player'))}</span>
      {greeted && (
        <span class="chip engine" title={`node ${greeted.node}`}>
          {greeted.engine.name}
        </span>
      )}
      {greeted && severalNodes(room, greeted.node) && <span class="chip node">node {greeted.node}</span>}
      <nav aria-label="This page">
        {host && (
          <button type="button" class="quiet" onClick={onHost}>
            Host
          </button>
        )}
        <Link to={playPath(code)} class="quiet">
          Play
        </Link>
        <ThemeToggle />
      </nav>
    </header>
  )
}
