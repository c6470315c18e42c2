import { RuleChips } from '../../parts/rule-chips.tsx'
import { StrategyChip } from '../../parts/strategy-chip.tsx'
import type { Room } from '../../store/room.ts'
import type { State } from '../../store/state.ts'
import type { Tab } from './tabs.tsx'

interface TermsInForceProps {
  state: State
  room: Room
  tab: Tab
  onTab: (tab: Tab) => void
}

/** By which strategy and which rules the room plays; the strategy's name leads to its file and back. */
export function TermsInForce({ state, room, tab, onTab }: TermsInForceProps) {
  const { strategy, thinkMs } = room.settings
  const card = state.greeted?.strategies.find(({ id }) => id === strategy)
  const open = tab === 'listing'
  return (
    <>
      <StrategyChip
        title={card?.title ?? strategy}
        thinkMs={thinkMs}
        open={open}
        onToggle={() => onTab(open ? 'mine' : 'listing')}
      />
      <RuleChips room={room} />
    </>
  )
}
