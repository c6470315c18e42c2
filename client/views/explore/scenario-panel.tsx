import type { Scenario } from '../../../shared/proof/scenario.ts'
import type { StrategyFile } from '../../../shared/strategy-card.ts'
import type { ExploreLink } from '../../board/read-link.ts'
import { ScenarioForm } from './scenario-form.tsx'
import { StrategySource } from './strategy-source.tsx'

/** What a board is, the form for its scenario, and the strategy's file. */
export function ScenarioPanel({
  link,
  cards,
  sourceOpen,
  onChange,
}: {
  link: ExploreLink
  cards: readonly StrategyFile[]
  sourceOpen: boolean
  onChange: (strategy: string, scenario: Scenario) => void
}) {
  return (
    <>
      <p class="board-help">
        Transactions at the same time can send their Redis commands in many orders. Here each of those orders
        is run, on a real Redis. One tile is one order: open it to see its steps.
      </p>
      <ScenarioForm link={link} cards={cards} onChange={onChange} />
      <StrategySource card={cards.find(({ id }) => id === link.strategy)} open={sourceOpen} />
    </>
  )
}
