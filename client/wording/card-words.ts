import { DEFAULTS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import type { MatrixAnomaly, MatrixPlace } from '../../shared/proof/anomaly.ts'
import type { Claims } from '../../shared/proof/claims.ts'
import { exploreQuery } from '../../shared/proof/explore-query.ts'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import type { StrategyCard } from '../../shared/strategy-card.ts'

/* A strategy's claims in words. Without zod, which would only make the page larger. */

type Field = Exclude<keyof Claims, 'because'>
type KeptClaim = 'never' | 'possible'

/** Whether a strategy keeps updates: the group it is listed in, and the colour of its mark. */
export type Keeping = 'loses' | 'one-node' | 'keeps'

function placed(claim: Claims[Field]): { one: KeptClaim; many: KeptClaim } {
  if (typeof claim === 'object') return { one: claim.oneNode, many: claim.manyNodes }
  return { one: claim, many: claim }
}

/** Whether it loses updates on one node and on several, in words; `place`: where a scenario shows it. */
export function keepingText({ lostUpdate }: Claims): { keeping: Keeping; text: string; place: MatrixPlace } {
  const { one, many } = placed(lostUpdate)
  if (one === 'possible') {
    const where = many === 'never' ? ' on one node' : ''
    return { keeping: 'loses', text: `Loses updates${where}`, place: 'oneNode' }
  }
  if (many === 'possible')
    return { keeping: 'one-node', text: 'Keeps them on one node only', place: 'manyNodes' }
  return { keeping: 'keeps', text: 'Keeps every update', place: 'oneNode' }
}

/** An anomaly other than a lost update that can happen with a strategy. */
export interface ClaimMark {
  of: Exclude<MatrixAnomaly, 'lost-update'>
  text: string
  /** Where a scenario shows it. */
  place: MatrixPlace
}

/** Each mark, and the claim that it is about; the short text explains its glyph. */
const MARKS: readonly (Pick<ClaimMark, 'of' | 'text'> & { claim: Field; short: string })[] = [
  {
    ...{ of: 'overdraft', claim: 'overdraft', short: 'may go below zero' },
    text: 'can go below zero where the room refuses that',
  },
  {
    ...{ of: 'double-apply', claim: 'doubleApply', short: 'may book twice' },
    text: 'can book twice when a reply is lost',
  },
  {
    ...{ of: 'wrong-amount', claim: 'wrongAmount', short: 'may book a wrong amount' },
    text: 'can book an amount other than the one it was given',
  },
  {
    ...{ of: 'false-refusal', claim: 'falseRefusal', short: 'may refuse without a reason' },
    text: 'can refuse what the balance covers all the while',
  },
  {
    ...{ of: 'refused-in-balance', claim: 'refusedInBalance', short: 'may book what it refused' },
    text: 'can refuse a transaction that is in the balance all the same',
  },
  {
    ...{ of: 'hangs', claim: 'hangs', short: 'may hang' },
    text: `can wait forever; a room gives up after ${PACE.lockWaitMs / 1000} s`,
  },
  {
    ...{ of: 'starvation', claim: 'starvation', short: 'may give up' },
    text: 'can give up when other transactions are always faster',
  },
]

/** What each mark means, for the marks that occur on these cards. */
export function marksShort(cards: readonly StrategyCard[]): Pick<ClaimMark, 'of' | 'text'>[] {
  const had = new Set(cards.flatMap(({ claims }) => (claims ? marksOf(claims).map(({ of }) => of) : [])))
  return MARKS.filter(({ of }) => had.has(of)).map(({ of, short }) => ({ of, text: short }))
}

/** What can happen besides a lost update; the text says so where it takes several nodes. */
export function marksOf(claims: Claims): ClaimMark[] {
  return MARKS.flatMap(({ of, claim, text }): ClaimMark[] => {
    const { one, many } = placed(claims[claim])
    if (one === 'possible') return [{ of, text, place: 'oneNode' }]
    return many === 'possible' ? [{ of, text: `${text}, on several nodes`, place: 'manyNodes' }] : []
  })
}

const byId = (a: StrategyCard, b: StrategyCard): number =>
  Number(b.id === DEFAULTS.strategy) - Number(a.id === DEFAULTS.strategy) || a.id.localeCompare(b.id)

export interface CardGroup {
  title: string
  cards: StrategyCard[]
}

const GROUPS: Record<Keeping | 'own', string> = {
  loses: 'Lose updates',
  'one-node': 'Keep them on one node',
  keeps: 'Keep every update',
  own: 'Your own',
}

/** The strategies in the order of a lesson, the one that rooms begin with first; empty groups are left out. */
export function grouped(cards: readonly StrategyCard[]): CardGroup[] {
  const groupOf = ({ own, claims }: StrategyCard) => (own || !claims ? 'own' : keepingText(claims).keeping)
  return Object.entries(GROUPS)
    .map(([group, title]) => ({ title, cards: cards.filter((card) => groupOf(card) === group).sort(byId) }))
    .filter((group) => group.cards.length > 0)
}

/** The query of `/explore` for every order of the two transactions that the lesson begins with. */
export function lessonQuery(strategy: string): string {
  return exploreQuery(strategy, PLAIN_SCENARIO)
}

/**
 * The query of `/explore` for an order that shows the claimed anomaly. A known finding is named; else the server looks
 * for one when the page opens.
 */
export function evidenceQuery(
  { id, findings }: StrategyCard,
  anomaly: MatrixAnomaly,
  place: MatrixPlace,
): string {
  const found = findings?.find((one) => one.anomaly === anomaly && one.place === place)
  if (found?.found === 'possible') return found.query
  return new URLSearchParams({ strategy: id, shows: anomaly, place }).toString()
}

/** The query of `/explore` for all orders of a scenario that shows why the strategy is in its group. */
export function boardQuery(card: StrategyCard): string {
  const { claims, id } = card
  if (!claims) return lessonQuery(id)
  const { keeping, place } = keepingText(claims)
  if (keeping === 'keeps') return lessonQuery(id)
  const query = new URLSearchParams(evidenceQuery(card, 'lost-update', place))
  if (query.has('shows')) query.set('order', 'none')
  query.delete('schedule')
  return query.toString()
}
