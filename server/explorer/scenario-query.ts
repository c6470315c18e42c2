import { PLAIN } from '../../shared/proof/plain.ts'
import { Scenario } from '../../shared/proof/scenario.ts'

/** The address does not name a scenario. The message says what is wrong with it. */
export class BadScenario extends Error {
  override readonly name = 'BadScenario'
}

/** What a query may hold beside `strategy`, `tx` and `schedule`, and the field each is. */
const NUMBERS = {
  opening: 'opening',
  nodes: 'nodes',
  attempts: 'attempts',
  'lost-replies': 'lostReplies',
  'lock-expiries': 'lockExpiries',
  crashes: 'crashes',
} as const

/** The scenario of an address as `exploreQuery` writes it, or as people do. Throws `BadScenario`. */
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
  const parsed = Scenario.safeParse({ ...PLAIN, ...given })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new BadScenario(`${issue?.path.join(' ')}: ${issue?.message}.`)
}

/** A plus is a space once an address has been through a browser. */
function numberOf(name: string, text: string): number {
  if (!/^[ +-]?\d{1,9}$/.test(text)) throw new BadScenario(`${name} is a whole number, and not "${text}".`)
  return Number(text.replace(/^[ +]/, ''))
}
