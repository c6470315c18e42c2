import { DEFAULTS } from '../../shared/limits.ts'
import type { Anomaly } from '../../shared/proof/anomaly.ts'
import type { Claims } from '../../shared/proof/claims.ts'
import { exploreQuery } from '../../shared/proof/link.ts'
import { PLAIN } from '../../shared/proof/plain.ts'
import type { Finding, StrategyCard } from '../../shared/strategy-card.ts'

/* What is said of a strategy, in words. Without zod: a page has no need of it. */

type Placed = Claims[Exclude<keyof Claims, 'because'>]
type Single = Exclude<Placed, { oneNode: unknown }>
type Held = 'never' | 'possible'

interface Claimed {
  is: Held
  /** What has to happen for it to show, `a lock expires`; '' when nothing special has to. */
  when: string
}

/** How a strategy does with updates: the group it is listed in, and the colour of its mark. */
export type Keeping = 'loses' | 'one-node' | 'keeps'

function claimed(claim: Single): Claimed {
  if (typeof claim === 'string') return { is: claim, when: '' }
  const { lockExpiries = 0, lostReplies = 0 } = claim.in
  return {
    is: claim.is,
    when: lockExpiries > 0 ? 'a lock expires' : lostReplies > 0 ? 'a reply is lost' : '',
  }
}

function placed(claim: Placed): { one: Claimed; many: Claimed } {
  if (typeof claim === 'object' && 'oneNode' in claim)
    return { one: claimed(claim.oneNode), many: claimed(claim.manyNodes) }
  return { one: claimed(claim), many: claimed(claim) }
}

/** Whether it loses updates on one node and on several, in words. */
export function keepingTold({ lostUpdate }: Claims): { keeping: Keeping; text: string } {
  const { one, many } = placed(lostUpdate)
  if (one.is === 'possible') {
    const where = many.is === 'never' ? ' on one node' : ''
    return { keeping: 'loses', text: `Loses updates${where}${one.when && ` when ${one.when}`}` }
  }
  if (many.is === 'possible') return { keeping: 'one-node', text: 'Keeps them on one node only' }
  const even = one.when && one.when === many.when ? `, even when ${one.when}` : ''
  return { keeping: 'keeps', text: `Keeps every update${even}` }
}

/** Something else that can happen with it. */
export interface Mark {
  of: Exclude<Anomaly, 'lost-update'>
  text: string
}

/** Each mark, and the claim that it is about. */
const MARKS: readonly (Mark & { claim: 'overdraft' | 'doubleApply' | 'starvation' })[] = [
  { of: 'overdraft', claim: 'overdraft', text: 'can go below zero where the room refuses that' },
  { of: 'double-apply', claim: 'doubleApply', text: 'can book twice when a reply is lost' },
  { of: 'starvation', claim: 'starvation', text: 'can give up when others are always faster' },
]

/** The marks in a word or two, for those who wonder. */
export const MARKS_SHORT: readonly Mark[] = [
  { of: 'overdraft', text: 'may go below zero' },
  { of: 'double-apply', text: 'may book twice' },
  { of: 'starvation', text: 'may give up' },
]

/** What can happen beside a lost update; where it takes several nodes it says so. */
export function marksOf(claims: Claims): Mark[] {
  return MARKS.flatMap(({ of, claim, text }) => {
    const { one, many } = placed(claims[claim])
    if (one.is === 'possible') return [{ of, text }]
    return many.is === 'possible' ? [{ of, text: `${text}, on several nodes` }] : []
  })
}

/** What the explorer found, as a verdict. `query` opens the evidence: `/explore?` and this. */
export interface Judgement {
  kind: 'guilty' | 'clean' | 'open'
  text: string
  query?: string
}

/** Graver first. That others may be faster is no guilt. */
const CRIMES = [
  ['lost-update', 'loses an update'],
  ['double-apply', 'books twice'],
  ['overdraft', 'goes below zero although that is refused'],
] as const

export function judged({ findings = [], unproven }: Pick<StrategyCard, 'findings' | 'unproven'>): Judgement {
  const of = (anomaly: Finding['anomaly']) => findings.filter((finding) => finding.anomaly === anomaly)
  for (const [anomaly, does] of CRIMES) {
    const proof = of(anomaly).find(({ found }) => found === 'possible')
    if (!proof) continue
    const where = proof.place === 'manyNodes' ? ' on several nodes' : ''
    return { kind: 'guilty', text: `guilty: ${does}${where} in ${orders(proof)}`, query: proof.query }
  }
  const updates = of('lost-update')
  const [first] = updates
  if (!first || updates.length < 2) {
    const text = unproven === undefined ? 'not proven yet' : `not proven, the explorer broke off: ${unproven}`
    return { kind: 'open', text }
  }
  const sample = updates.find(({ complete }) => !complete)
  if (sample)
    return {
      kind: 'clean',
      text: `no lost update in ${figure(sample.schedules)} orders tried`,
      query: sample.query,
    }
  return {
    kind: 'clean',
    text: 'not guilty: no order loses an update, on one node or on several',
    query: first.query,
  }
}

const figure = (n: number): string => n.toLocaleString('en-US')
const orders = ({ count, schedules, complete }: Finding): string =>
  `${figure(count)} of ${figure(schedules)} orders${complete ? '' : ' tried'}`

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
  const groupOf = ({ own, claims }: StrategyCard) => (own || !claims ? 'own' : keepingTold(claims).keeping)
  return Object.entries(GROUPS)
    .map(([group, title]) => ({ title, cards: cards.filter((card) => groupOf(card) === group).sort(byId) }))
    .filter((group) => group.cards.length > 0)
}

/** Of `/explore`: every order of the two transactions that the lesson begins with. */
export function lessonQuery(strategy: string): string {
  return exploreQuery(strategy, PLAIN)
}
