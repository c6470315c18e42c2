import fc from 'fast-check'
import { PLAIN_SCENARIO } from '../../shared/proof/plain-scenario.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'
import { guards, one, oneOf, rarely, statements, weighted } from './arbitrary-statements.ts'
import type { Body, Program, Statement } from './program.ts'

const bodies = (setIfEq: boolean): fc.Arbitrary<Body> =>
  fc
    .record({
      guards,
      lease: rarely(3),
      again: rarely(2),
      statements: statements(setIfEq),
      end: weighted<Body['end']>([12, one('answer')], [1, oneOf('rejected', 'gave-up')]),
    })
    .map(legal)

/**
 * Makes a body legal: a read stands before the first statement that needs one, a constant is written only where nothing
 * is read, `watch` needs a leased connection, and a write without the key needs one that is not leased.
 */
function legal(body: Body): Body {
  const needs = body.statements.findIndex(
    (one) =>
      (one.do === 'refuse' && one.by !== 'cached') ||
      (one.do === 'write' && ['set', 'blind', 'decoy', 'compare', 'setIfEq'].includes(one.verb.verb)),
  )
  const reads = body.statements.findIndex((one) => one.do === 'get')
  const statements: Statement[] =
    needs >= 0 && (reads < 0 || reads > needs) ? [{ do: 'get' }, ...body.statements] : [...body.statements]
  const canRead = statements.some((one) => one.do === 'get' || one.do === 'refuse' || one.do === 'compensate')
  const fitting = (one: Statement): Statement => {
    if (one.do !== 'write') return one
    const write = body.lease ? { ...one, unkeyed: false } : one
    const isConstant = write.verb.verb === 'constant' && canRead
    return isConstant ? { ...write, verb: { verb: 'incrBy', sum: 'off' } } : write
  }
  return { ...body, statements: statements.filter((one) => body.lease || one.do !== 'watch').map(fitting) }
}

/** A program that compensates mostly declares `takesBack`, and its scenario refuses overdrafts. */
function announced(program: Program): Program {
  const { scenario, takesBack, deposit, withdrawal } = program
  const compensates = [...deposit.statements, ...withdrawal.statements].some((one) => one.do === 'compensate')
  if (!compensates) return program
  return {
    ...program,
    takesBack: takesBack || scenario.nodes === 1,
    scenario: { ...scenario, overdraft: 'refused' },
  }
}

/** Roughly how many commands a transaction sends, as a measure of the number of orders. */
function commandsOf({ guards, again, statements }: Body): number {
  const one = (statement: Statement): number =>
    statement.do === 'get' || statement.do === 'watch' || statement.do === 'write'
      ? 1
      : statement.do === 'compensate'
        ? 2
        : 0
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
    // The opposite of the second amount restores an earlier balance in a later version.
    third: fc.constantFrom('none', 'none', 'opposite', 'other'),
    nodes: fc.constantFrom(1, 2),
    overdraft: fc.constantFrom('refused' as const, 'allowed' as const),
    attempts: fc.constantFrom(1, 2, 3),
    trouble: fc.constantFrom('none', 'none', 'none', 'lostReplies', 'lockExpiries', 'crashes'),
  })
  .map(({ amounts, third, trouble, ...more }) => ({
    ...PLAIN_SCENARIO,
    ...more,
    transactions: [...amounts, ...(third === 'none' ? [] : [third === 'other' ? 10 : -(amounts[1] ?? 10)])],
    ...(trouble !== 'none' && { [trouble]: 1 }),
  }))

/** More commands than this have too many orders. */
const MOST_COMMANDS = 10

/** `setIfEq`: the server has SET … IFEQ. */
export const programs = (setIfEq: boolean): fc.Arbitrary<Program> =>
  fc
    .record({
      ...{ scenario, takesBack: fc.boolean(), deposit: bodies(setIfEq) },
      withdrawal: fc.option(bodies(setIfEq), { nil: undefined }),
    })
    .map(({ deposit, withdrawal = deposit, ...more }): Program => announced({ ...more, deposit, withdrawal }))
    .filter(({ scenario, deposit, withdrawal }) => {
      const all = scenario.transactions.map((amount) => commandsOf(amount > 0 ? deposit : withdrawal))
      const trouble = scenario.lostReplies + scenario.crashes + scenario.lockExpiries
      return all.reduce((sum, n) => sum + n, 0) + trouble <= MOST_COMMANDS - (all.length > 2 ? 3 : 0)
    })
