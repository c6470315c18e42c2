import type { StrategyCard } from '../../../shared/strategy-card.ts'
import { explorePath } from '../../router/route.ts'
import { boardQuery, marksOf } from '../../wording/card-words.ts'
import { MarkGlyph } from '../mark-glyph.tsx'
import { StrategyFacts, Verdict } from '../strategy-facts.tsx'

interface StrategyRowProps {
  card: StrategyCard
  chosen: boolean
  onChoose: () => void
}

/** One strategy on one line: its name, its commands as far as they fit, and marks of what can happen. */
export function StrategyRow({ card, chosen, onChoose }: StrategyRowProps) {
  const { id, title, claims, own, problem, needs } = card
  const usable = problem === undefined && needs === undefined
  return (
    <div class="strategy" data-chosen={chosen}>
      <div class="strategy-line">
        <label title={title}>
          <input
            type="radio"
            name="strategy"
            value={id}
            checked={chosen}
            disabled={!usable}
            onChange={onChoose}
          />
          <b class="num">{id}</b> <span class="strategy-title">{title}</span>
          {claims &&
            marksOf(claims).map(({ of, text }) => (
              <span key={of} class="mark" title={text}>
                <MarkGlyph mark={of} />
                <span class="visually-hidden">{text}</span>
              </span>
            ))}
        </label>
        {usable && (
          <a
            class="interleavings"
            href={explorePath(boardQuery(card))}
            target="_blank"
            rel="noopener"
            title="every interleaving"
          >
            <span class="visually-hidden">Every interleaving of {id}</span>
            <svg viewBox="0 0 20 14" aria-hidden="true" focusable="false">
              <path d="M1 3h4c5 0 5 8 10 8h4M1 11h4c5 0 5-8 10-8h4" />
            </svg>
          </a>
        )}
      </div>
      {problem !== undefined && <p class="wrong">{problem}</p>}
      {problem === undefined && needs !== undefined && <p class="aside">{needs}</p>}
      {own && usable && !chosen && <Verdict card={card} />}
      {chosen && <StrategyFacts card={card} />}
    </div>
  )
}
