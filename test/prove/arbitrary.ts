import fc from 'fast-check'
import { PLAIN } from '../../shared/proof/plain.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import type { Body, Guard, Program, Statement, Sum, Verb, Which, Write } from './program.ts'

const which = fc.constantFrom<Which>('newest', 'previous', 'oldest')
const sum = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Sum>('right') },
  { weight: 1, arbitrary: fc.constantFrom<Sum>('twice', 'off', 'same') },
)

/** What a wrong number was computed from cannot be found out; it is held to be the read that comes first to mind. */
function straight<V extends { sum: Sum; from: Which; handed?: Which }>(verb: V): V {
  if (verb.sum === 'right') return verb
  return { ...verb, from: 'newest', ...(verb.handed && { handed: 'newest' as const }) }
}

const verb: fc.Arbitrary<Verb> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ verb: fc.constant('set' as const), from: which, handed: which, sum })
      .map(straight),
  },
  { weight: 4, arbitrary: fc.record({ verb: fc.constant('incrBy' as const), sum }) },
  {
    weight: 4,
    arbitrary: fc.record({ verb: fc.constant('blind' as const), from: which, sum }).map(straight),
  },
  {
    weight: 4,
    arbitrary: fc
      .record({
        verb: fc.constant('decoy' as const),
        look: fc.constantFrom('GET', 'SET GET', 'STRLEN'),
        from: which,
        sum,
      })
      .map(straight),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      verb: fc.constant('add' as const),
      how: fc.constantFrom('GET', 'INCRBY'),
      sum,
      checked: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      verb: fc.constant('compare' as const),
      on: fc.constantFrom('value', 'version'),
      from: which,
    }),
  },
  { weight: 1, arbitrary: fc.constant<Verb>({ verb: 'constant' }) },
  { weight: 1, arbitrary: fc.constant<Verb>({ verb: 'nothing' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constant('refuse' as const),
      answer: fc.constantFrom('conflict', 'rejected'),
    }),
  },
) as fc.Arbitrary<Verb>

const rarely = (weight: number) =>
  fc.oneof({ weight: weight, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) })
const write: fc.Arbitrary<Write> = fc.record({
  do: fc.constant('write' as const),
  verb,
  unkeyed: rarely(5),
  retry: rarely(2),
})
const statement: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Statement>({ do: 'get' }) },
  { weight: 6, arbitrary: write },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('refuse' as const),
      by: fc.oneof(which, fc.constant('cached' as const)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('compensate' as const),
      how: fc.constantFrom('takeBack', 'incrBy'),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Statement>({ do: 'think' }) },
)
const guard: fc.Arbitrary<Guard> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      guard: fc.constant('lock' as const),
      ttl: fc.boolean(),
      poll: fc.constantFrom('step' as const, 'loop' as const),
      release: fc.constantFrom('checked' as const, 'del' as const, 'never' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Guard>({ guard: 'mutex' }) },
)
const guards: fc.Arbitrary<Guard[]> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Guard[]>([]) },
  { weight: 3, arbitrary: guard.map((one) => [one]) },
  { weight: 1, arbitrary: fc.tuple(guard, guard).filter(([a, b]) => a.guard !== b.guard) },
)
const body: fc.Arbitrary<Body> = fc
  .record({
    guards,
    again: rarely(2),
    statements: fc.array(statement, { maxLength: 4 }),
    last: write,
    end: fc.oneof(
      { weight: 12, arbitrary: fc.constant('answer' as const) },
      { weight: 1, arbitrary: fc.constantFrom('rejected' as const, 'gave-up' as const) },
    ),
  })
  .map(({ last, ...body }) => legal({ ...body, statements: [...body.statements, last] }))

/** A read before the first statement that needs one, and numbers of no read only where there is none. */
function legal(body: Body): Body {
  const needs = body.statements.findIndex(
    (one) =>
      (one.do === 'refuse' && one.by !== 'cached') ||
      (one.do === 'write' && ['set', 'blind', 'decoy', 'compare'].includes(one.verb.verb)),
  )
  const reads = body.statements.findIndex((one) => one.do === 'get')
  const statements: Statement[] =
    needs >= 0 && (reads < 0 || reads > needs) ? [{ do: 'get' }, ...body.statements] : [...body.statements]
  const canRead = statements.some((one) => one.do === 'get' || one.do === 'refuse' || one.do === 'compensate')
  return {
    ...body,
    statements: statements.map((one) =>
      one.do === 'write' && one.verb.verb === 'constant' && canRead
        ? { ...one, verb: { verb: 'incrBy', sum: 'off' } }
        : one,
    ),
  }
}

/** Commands that a transaction may send, as a measure of how many orders there are. */
function commandsOf({ guards, again, statements }: Body): number {
  const one = (statement: Statement): number =>
    statement.do === 'get' || statement.do === 'write' ? 1 : statement.do === 'compensate' ? 2 : 0
  const all = statements.reduce((sum, statement) => sum + one(statement), 0)
  return all * (again ? 1.5 : 1) + guards.length
}
const amounts: fc.Arbitrary<number[]> = fc.oneof(
  fc.constantFrom<number[]>([50, -150], [50, -50], [-60, -60], [-80, -80], [30, 30]),
  fc
    .tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 }))
    .map((two) => two.map((n) => 10 * (n || 1))),
)
const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    opening: fc.constantFrom(100, 50, 0),
    amounts,
    third: fc.oneof(
      { weight: 6, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constantFrom(10, -40) },
    ),
    nodes: fc.constantFrom(1, 2),
    overdraft: fc.constantFrom('refused' as const, 'allowed' as const),
    attempts: fc.constantFrom(1, 2, 3),
    trouble: fc.constantFrom('none', 'none', 'none', 'lostReplies', 'lockExpiries', 'crashes'),
  })
  .map(({ amounts, third, trouble, ...more }) => ({
    ...PLAIN,
    ...more,
    transactions: third === 0 ? amounts : [...amounts, third],
    ...(trouble !== 'none' && { [trouble]: 1 }),
  }))

/** More commands than this have too many orders. */
const MOST_COMMANDS = 10

export const program: fc.Arbitrary<Program> = fc
  .record({
    scenario,
    takesBack: fc.boolean(),
    deposit: body,
    withdrawal: fc.option(body, { nil: undefined }),
  })
  .map(({ deposit, withdrawal = deposit, ...more }): Program => ({ ...more, deposit, withdrawal }))
  .filter(({ scenario, deposit, withdrawal }) => {
    const all = scenario.transactions.map((amount) => commandsOf(amount > 0 ? deposit : withdrawal))
    const trouble = scenario.lostReplies + scenario.crashes + scenario.lockExpiries
    return all.reduce((sum, n) => sum + n, 0) + trouble <= MOST_COMMANDS - (all.length > 2 ? 2 : 0)
  })
