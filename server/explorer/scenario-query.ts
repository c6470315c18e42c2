import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import { Scenario } from '../../shared/proof/scenario.ts'

/** The query is not a valid scenario. The message says why. */
export class InvalidScenario extends Error {
  override readonly name = 'InvalidScenario'
}

/** The query's parameters other than `strategy`, `tx` and `schedule`, and their fields. */
const NUMBERS = {
  opening: 'opening',
  nodes: 'nodes',
  attempts: 'attempts',
  'lost-replies': 'lostReplies',
  'lock-expiries': 'lockExpiries',
  crashes: 'crashes',
} as const

/** Parses a query that `exploreQuery` or a person wrote. Throws `BadScenario`. */
export function parseScenario(query: URLSearchParams): Scenario {
  const given: Record<string, unknown> = {}
  const transactions = query.getAll('tx').map((text) => numberOf('tx', text))
  if (transactions.length > 0) given.transactions = transactions
  for (const [name, field] of Object.entries(NUMBERS)) {
    const text = query.get(name)
    if (text !== null) given[field] = numberOf(name, text)
  }
  const overdraft = query.get('overdraft')
  if (overdraft !== null) given.overdraft = overdraft
  const parsed = Scenario.safeParse({ ...PLAIN_SCENARIO, ...given })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new InvalidScenario(`${issue?.path.join(' ')}: ${issue?.message}.`)
}

/** Accepts a space for a plus: `URLSearchParams` decodes `+` as a space. */
function numberOf(name: string, text: string): number {
  if (!/^[ +-]?\d{1,9}$/.test(text))
    throw new InvalidScenario(`${name} must be a whole number, not "${text}".`)
  return Number(text.replace(/^[ +]/, ''))
}
