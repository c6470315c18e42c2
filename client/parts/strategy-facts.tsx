import { capitalised } from '../../shared/money.ts'
import type { StrategyCard } from '../../shared/strategy-card.ts'
import { judgementOf, type VerdictLine } from '../board/judgement.ts'
import { explorePath } from '../router/route.ts'
import { boardQuery, evidenceQuery, keepingText, marksOf } from '../wording/card-words.ts'
import { MarkGlyph } from './mark-glyph.tsx'

/** The facts about a strategy: whether it keeps updates and why, what else can happen, and links to the proof. */
export function StrategyFacts({ card }: { card: StrategyCard }) {
  const { claims, problem, needs } = card
  const usable = problem === undefined && needs === undefined
  return (
    <div class="facts">
      {problem && <p class="wrong">{problem}</p>}
      {card.mistake && <p class="wrong">{card.mistake}</p>}
      {claims && <Keeping card={card} claims={claims} />}
      {card.toSee && <p class="to-see">To see it fail: {card.toSee}.</p>}
      {claims && marksOf(claims).length > 0 && (
        <ul>
          {marksOf(claims).map(({ of, text, place }) => (
            <li key={of}>
              <MarkGlyph mark={of} />{' '}
              <Elsewhere to={explorePath(evidenceQuery(card, of, place))}>{text}</Elsewhere>
            </li>
          ))}
        </ul>
      )}
      {usable && (!claims || card.findings) && <WholeVerdict card={card} />}
      {usable && (
        <p>
          <Elsewhere to={explorePath(boardQuery(card))}>Every interleaving</Elsewhere>
        </p>
      )}
    </div>
  )
}

/** The claim about updates, with a link to a scenario that shows a loss, if updates can be lost. */
function Keeping({ card, claims }: { card: StrategyCard; claims: NonNullable<StrategyCard['claims']> }) {
  const { keeping, text, place } = keepingText(claims)
  return (
    <p>
      <b data-keeping={keeping}>
        {keeping === 'keeps' ? (
          text
        ) : (
          <Elsewhere to={explorePath(evidenceQuery(card, 'lost-update', place))}>{text}</Elsewhere>
        )}
        .
      </b>{' '}
      {capitalised(claims.because)}.
    </p>
  )
}

/** The explorer's verdict in one line, with a link to the evidence. */
export function Verdict({ card }: { card: StrategyCard }) {
  const { kind, verdict } = judgementOf(card)
  return (
    <p class="judgement" data-kind={kind}>
      <VerdictText line={verdict} />
    </p>
  )
}

/** The verdict with everything else the explorer found, and what was tried and what was not. */
function WholeVerdict({ card }: { card: StrategyCard }) {
  const { kind, more, tried, untried } = judgementOf(card)
  return (
    <>
      <Verdict card={card} />
      {more.length > 0 && (
        <ul class="judgement-more" data-kind={kind}>
          {more.map((line) => (
            <li key={line.text}>
              <VerdictText line={line} />
            </li>
          ))}
        </ul>
      )}
      {untried.length > 0 && <p class="untried">Not tried: {untried.join('; ')}.</p>}
      {tried.length > 0 && (
        <details class="tried">
          <summary>Tried: {tried.length === 1 ? 'one scenario' : `${tried.length} scenarios`}</summary>
          <ul>
            {tried.map(({ query, text }) => (
              <li key={query}>
                <Elsewhere to={explorePath(query)}>{text}</Elsewhere>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function VerdictText({ line: { text, query } }: { line: VerdictLine }) {
  return <span>{query === undefined ? text : <Elsewhere to={explorePath(query)}>{text}</Elsewhere>}</span>
}

/** A link that opens in a new window, so that the room stays open here. */
export function Elsewhere({ to, children }: { to: string; children: string }) {
  return (
    <a href={to} target="_blank" rel="noopener">
      {children}
    </a>
  )
}
