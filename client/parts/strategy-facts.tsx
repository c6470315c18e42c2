import { capitalised } from '../../shared/money.ts'
import type { StrategyCard } from '../../shared/strategy-card.ts'
import { explorePath } from '../router/route.ts'
import { judged, keepingTold, lessonQuery, marksOf } from '../store/card-words.ts'
import { MarkGlyph } from '../views/explore/mark-glyph.tsx'

/** What is to be said of a strategy: what it keeps and why, what else can happen with it, and where the proof is. */
export function StrategyFacts({ card }: { card: StrategyCard }) {
  const { claims, problem, needs } = card
  const usable = problem === undefined && needs === undefined
  return (
    <div class="facts">
      {problem && <p class="wrong">{problem}</p>}
      {card.mistake && <p class="wrong">{card.mistake}</p>}
      {claims && (
        <p>
          <b data-keeping={keepingTold(claims).keeping}>{keepingTold(claims).text}.</b>{' '}
          {capitalised(claims.because)}.
        </p>
      )}
      {claims && marksOf(claims).length > 0 && (
        <ul>
          {marksOf(claims).map(({ of, text }) => (
            <li key={of}>
              <MarkGlyph mark={of} /> {text}
            </li>
          ))}
        </ul>
      )}
      {usable && (!claims || card.findings) && <Verdict card={card} />}
      {usable && (
        <p>
          <Elsewhere to={explorePath(lessonQuery(card.id))}>Every interleaving</Elsewhere>
        </p>
      )}
    </div>
  )
}

/** What the explorer made of it, and the way to its evidence. */
export function Verdict({ card }: { card: StrategyCard }) {
  const { kind, text, query } = judged(card)
  return (
    <p class="judgement" data-kind={kind}>
      {query === undefined ? text : <Elsewhere to={explorePath(query)}>{text}</Elsewhere>}
    </p>
  )
}

/** In a window of its own: the room goes on here. */
export function Elsewhere({ to, children }: { to: string; children: string }) {
  return (
    <a href={to} target="_blank" rel="noopener">
      {children}
    </a>
  )
}
