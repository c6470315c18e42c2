import { scenarioText } from '../../shared/proof/scenario-words.ts'
import type { Finding } from '../../shared/strategy-card.ts'
import { readLink } from './read-link.ts'

/** A scenario whose orders were run. */
export interface TriedScenario {
  /** The query of `/explore` that opens it. */
  query: string
  /** `+50 and −150 on 100, one node: 6 orders` */
  text: string
  schedules: number
  complete: boolean
}

/** All scenarios tried for these findings, each once. */
export function triedOf(findings: readonly Finding[]): TriedScenario[] {
  const found = new Map<string, TriedScenario>()
  for (const finding of findings) {
    for (const { query, schedules, complete } of finding.tried ?? [wholeOf(finding)]) {
      const { scenario } = readLink(`?${query}`)
      const orders = schedules === 1 ? 'one order' : `${schedules.toLocaleString('en-US')} orders`
      const text = `${scenarioText(scenario)}: ${orders}${complete ? '' : ', of more'}`
      found.set(query, { query, text, schedules, complete })
    }
  }
  return [...found.values()]
}

function wholeOf({
  query,
  schedules,
  complete,
}: Finding): Pick<TriedScenario, 'query' | 'schedules' | 'complete'> {
  const scenario = new URLSearchParams(query)
  scenario.delete('schedule')
  return { query: scenario.toString(), schedules, complete }
}
