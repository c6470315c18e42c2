import { DEFAULTS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import type { MatrixAnomaly, Place } from '../../shared/proof/anomaly.ts'
import type { Claims } from '../../shared/proof/claims.ts'
import { exploreQuery } from '../../shared/proof/link.ts'
import { PLAIN } from '../../shared/proof/plain.ts'
import type { StrategyCard } from '../../shared/strategy-card.ts'

/* What is said of a strategy by its own claims, in words. Without zod: a page has no need of it. */

type Field = Exclude<keyof Claims, 'because'>
type Held = 'never' | 'possible'

/** How a strategy does with updates: the group it is listed in, and the colour of its mark. */
export type Keeping = 'loses' | 'one-node' | 'keeps'

function placed(claim: Claims[Field]): { one: Held; many: Held } {
  if (typeof claim === 'object') return { one: claim.oneNode, many: claim.manyNodes }
  return { one: claim, many: claim }
}

/** Whether it loses updates on one node and on several, in words; `place`: where that is to be seen. */
export function keepingText({ lostUpdate }: Claims): { keeping: Keeping; text: string; place: Place } {
  const { one, many } = placed(lostUpdate)
  if (one === 'possible') {
    const where = many === 'never' ? ' on one node' : ''
    return { keeping: 'loses', text: `Loses updates${where}`, place: 'oneNode' }
  }
  if (many === 'possible')
    return { keeping: 'one-node', text: 'Keeps them on one node only', place: 'manyNodes' }
  return { keeping: 'keeps', text: 'Keeps every update', place: 'oneNode' }
}

/** Something else that can happen with it. */
export interface Mark {
  of: Exclude<MatrixAnomaly, 'lost-update'>
  text: string
  /** Where that is to be seen. */
  place: Place
}

/** Each mark, and the claim that it is about; the short text is for those who wonder what a glyph means. */
const MARKS: readonly (Pick<Mark, 'of' | 'text'> & { claim: Field; short: string })[] = [
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
    text: 'can book another amount than it was given',
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
    text: `can wait for what never comes; a room gives up after ${PACE.lockWaitMs / 1000} s`,
  },
  {
    ...{ of: 'starvation', claim: 'starvation', short: 'may give up' },
    text: 'can give up when others are always faster',
  },
]

/** What each mark means, of those that some of the cards have. */
export function marksShort(cards: readonly StrategyCard[]): Pick<Mark, 'of' | 'text'>[] {
  const had = new Set(cards.flatMap(({ claims }) => (claims ? marksOf(claims).map(({ of }) => of) : [])))
  return MARKS.filter(({ of }) => had.has(of)).map(({ of, short }) => ({ of, text: short }))
}

/** What can happen beside a lost update; where it takes several nodes it says so. */
export function marksOf(claims: Claims): Mark[] {
  return MARKS.flatMap(({ of, claim, text }): Mark[] => {
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

/** Of `/explore`: every order of the two transactions that the lesson begins with. */
export function lessonQuery(strategy: string): string {
  return exploreQuery(strategy, PLAIN)
}

/**
 * Of `/explore`: the scenario that shows what is claimed, and an order of it. Where that was found out already it is
 * named; else the server finds it when it is opened.
 */
export function evidenceQuery({ id, findings }: StrategyCard, anomaly: MatrixAnomaly, place: Place): string {
  const found = findings?.find((one) => one.anomaly === anomaly && one.place === place)
  if (found?.found === 'possible') return found.query
  return new URLSearchParams({ strategy: id, shows: anomaly, place }).toString()
}

/** Of `/explore`: all orders of a scenario in which it does to updates what it is listed under. */
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
