import { describeDivergence } from '../../../shared/divergence.ts'
import { capitalised, count } from '../../../shared/money.ts'
import { signOf, Wordmark } from '../../parts/equals-sign.tsx'
import { NodeList } from '../../parts/nodes.tsx'
import { RuleChips } from '../../parts/rule-chips.tsx'
import { StrategyChip } from '../../parts/strategy-chip.tsx'
import { ThemeToggle } from '../../parts/theme-toggle.tsx'
import { Link } from '../../router/link.tsx'
import { playPath } from '../../router/route.ts'
import type { Room } from '../../store/room.ts'
import type { State } from '../../store/state.ts'

interface ScreenHeaderProps {
  code: string
  state: State
  room: Room
  /** Whether the page shows the strategy's file. */
  coding: boolean
  onCode: () => void
  onHost: () => void
}

export function ScreenHeader({ code, state, room, coding, onCode, onHost }: ScreenHeaderProps) {
  const { greeted, host } = state
  const { strategy, thinkMs, client } = room.settings
  const card = greeted?.strategies.find(({ id }) => id === strategy)
  const present = [...room.players.values()].filter((player) => player.state === 'here')
  const here = present.filter(({ bot }) => !bot).length
  const bots = present.length - here
  return (
    <header class="screen-header">
      <h1>
        <Wordmark sign={signOf(describeDivergence(room.account).mood)} />
      </h1>
      <StrategyChip title={card?.title ?? strategy} thinkMs={thinkMs} open={coding} onToggle={onCode} />
      <RuleChips room={room} />
      <span class="chip">{client === 'redis' ? 'node-redis' : client}</span>
      <span class="grow" />
      <span class="chip">{here > 10 ? `${here} players` : capitalised(count(here, 'player'))}</span>
      {bots > 0 && <span class="chip">{bots > 10 ? `${bots} bots` : capitalised(count(bots, 'bot'))}</span>}
      {greeted && (
        <span class="chip engine" title={`node ${greeted.node}`}>
          {greeted.engine.name}
        </span>
      )}
      <NodeList room={room} />
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
