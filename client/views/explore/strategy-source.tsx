import type { StrategyFile } from '../../../shared/strategy-card.ts'
import { SourceCode } from '../../parts/source-code.tsx'

/** The strategy's file, as the server runs it. */
export function StrategySource({ card, open }: { card: StrategyFile | undefined; open: boolean }) {
  if (!card) return null
  return (
    <details class="strategy-source" open={open}>
      <summary>
        <span class="num">{card.id}.ts</span>
      </summary>
      {card.problem !== undefined && <p class="wrong">{card.problem}</p>}
      {card.needs !== undefined && <p class="aside">{card.needs}</p>}
      <SourceCode source={card.source} />
    </details>
  )
}
