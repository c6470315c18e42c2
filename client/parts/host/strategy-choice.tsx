import type { StrategyCard } from '../../../shared/strategy-card.ts'
import { MATRIX_PATH } from '../../router/route.ts'
import { grouped, marksShort } from '../../wording/card-words.ts'
import { MarkGlyph } from '../mark-glyph.tsx'
import { Elsewhere } from '../strategy-facts.tsx'
import { StrategyRow } from './strategy-row.tsx'

interface StrategyChoiceProps {
  strategies: readonly StrategyCard[]
  chosen: string
  onChoose: (id: string) => void
}

/** All strategies, one line each, in the order of a lesson; the one that runs has more lines. */
export function StrategyChoice({ strategies, chosen, onChoose }: StrategyChoiceProps) {
  return (
    <fieldset class="choice strategies">
      <legend class="label">Strategy</legend>
      <p class="aside">
        <Elsewhere to={MATRIX_PATH}>What each can and cannot do, proven</Elsewhere>
      </p>
      {grouped(strategies).map(({ title, cards }) => (
        <div key={title} class="group">
          <h3>{title}</h3>
          {cards.map((card) => (
            <StrategyRow
              key={card.id}
              card={card}
              chosen={card.id === chosen}
              onChoose={() => onChoose(card.id)}
            />
          ))}
        </div>
      ))}
      <ul class="marks">
        {marksShort(strategies).map(({ of, text }) => (
          <li key={of}>
            <MarkGlyph mark={of} /> {text}
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
