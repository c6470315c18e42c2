import { PACE } from '../../shared/pace.ts'
import { isUnsafe, MATRIX_ANOMALIES, PLACES } from '../../shared/proof/anomaly.ts'
import { GRAVEST_FIRST } from '../../shared/proof/anomaly-words.ts'
import { conditionsText } from '../../shared/proof/scenario-words.ts'
import type { Finding, StrategyCard } from '../../shared/strategy-card.ts'
import { readLink } from './read-link.ts'
import { type TriedScenario, triedOf } from './tried-scenarios.ts'

/** A sentence; `query` opens its evidence in `/explore`. */
export interface VerdictLine {
  text: string
  query?: string
}

/** The verdict on a strategy, from what the explorer found. */
export interface StrategyJudgement {
  kind: 'guilty' | 'clean' | 'open'
  /** The gravest anomaly, or that there is none. */
  verdict: VerdictLine
  /** What else it is guilty of, then remarks that are not guilt. */
  more: VerdictLine[]
  tried: TriedScenario[]
  /** What was not tried, in words. */
  untried: readonly string[]
}

const CRIMES: Record<string, string> = {
  'lost-update': 'loses an update',
  'double-apply': 'books twice',
  'wrong-amount': 'books a wrong amount',
  'refused-in-balance': 'refuses what is in the balance all the same',
  overdraft: 'goes below zero',
  'wrong-result': 'ends with a wrong result that has no other name',
  'false-refusal': 'refuses what the balance covers',
  hangs: 'hangs',
}
const NO_CRIMES: Record<string, string> = { starvation: 'gives up' }

type JudgedCard = Pick<StrategyCard, 'findings' | 'unproven' | 'untried' | 'remarks' | 'problem' | 'mistake'>

export function judgementOf(card: JudgedCard): StrategyJudgement {
  const { findings = [], unproven, untried = [], remarks = [], problem, mistake } = card
  const proofs = GRAVEST_FIRST.flatMap((anomaly) => {
    // An anomaly that is possible on one node and on several is shown on one.
    const those = findings.filter((one) => one.anomaly === anomaly && one.found === 'possible')
    return those.find(({ place }) => place === 'oneNode') ?? those[0] ?? []
  })
  const [first, ...others] = proofs.filter(({ anomaly }) => isUnsafe(anomaly)).map(crimeText)
  const broken = problem ?? unproven
  const rest = {
    more: [
      ...others,
      ...proofs.filter(({ anomaly }) => !isUnsafe(anomaly)).map(noCrimeText),
      ...remarks.map((text) => ({ text })),
      ...(first && broken !== undefined ? [{ text: `the explorer broke off: ${broken}` }] : []),
    ],
    tried: triedOf(findings),
    untried,
  }
  if (first) return { kind: 'guilty', verdict: { ...first, text: `guilty: ${first.text}` }, ...rest }
  const open = (text: string): StrategyJudgement => ({ kind: 'open', verdict: { text }, ...rest })
  if (broken !== undefined) return open(`not proven, the explorer broke off: ${broken}`)
  if (!isLookedAt(findings)) return open('not proven yet')
  if (findings.some(({ found }) => found === 'not-found') || rest.tried.some(({ complete }) => !complete)) {
    const orders = rest.tried.reduce((sum, { schedules }) => sum + schedules, 0)
    return open(`not proven: nothing was found in ${figure(orders)} orders, and there are more`)
  }
  if (mistake !== undefined) return open('no order is unsafe, but its own mistake makes transactions fail')
  const scope = untried.length > 0 ? ' in what was tried' : ''
  return {
    kind: 'clean',
    verdict: { text: `not guilty${scope}: every order of ${scenarios(rest.tried)} is safe` },
    ...rest,
  }
}

/** Whether every cell of the matrix has been explored. */
const isLookedAt = (findings: readonly Finding[]): boolean =>
  MATRIX_ANOMALIES.every((anomaly) =>
    PLACES.every((place) => findings.some((one) => one.anomaly === anomaly && one.place === place)),
  )

/** `loses an update on several nodes in 4 of 6 orders (a lock expires)` */
function verdictLine(does: string, finding: Finding): VerdictLine {
  const { place, query } = finding
  const where = place === 'manyNodes' ? ' on several nodes' : ''
  const conditions = conditionsText(readLink(`?${query}`).scenario)
  const when = conditions.length > 0 ? ` (${conditions.join(', ')})` : ''
  return { text: `${does}${where} in ${orders(finding)}${when}`, query }
}

function crimeText(finding: Finding): VerdictLine {
  const line = verdictLine(CRIMES[finding.anomaly] ?? finding.anomaly, finding)
  return finding.anomaly === 'hangs'
    ? { ...line, text: `${line.text}; a room gives up after ${PACE.lockWaitMs / 1000} s` }
    : line
}

function noCrimeText(finding: Finding): VerdictLine {
  const line = verdictLine(NO_CRIMES[finding.anomaly] ?? finding.anomaly, finding)
  return { ...line, text: `${line.text}: no guilt, its player is told` }
}

const figure = (n: number): string => n.toLocaleString('en-US')
const orders = ({ count, schedules, complete }: Finding): string =>
  `${figure(count)} of ${figure(schedules)} orders${complete ? '' : ' tried'}`
const scenarios = (tried: readonly TriedScenario[]): string =>
  tried.length === 1 ? 'the scenario tried' : `${tried.length} scenarios`
