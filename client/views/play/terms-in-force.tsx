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

/** The room's strategy and rules; the strategy's name shows or hides its file. */
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
