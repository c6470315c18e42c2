import { CHECKED_RELEASE, KEY, TTL_MS } from './guards.ts'
import { luaOf } from './lua.ts'
import {
  type Body,
  type Guard,
  offBy,
  type Program,
  type Statement,
  type Sum,
  type Which,
  type Write,
} from './program.ts'

const READ: Record<Which, string> = {
  newest: 'reads.at(-1)',
  previous: '(reads.at(-2) ?? reads[0])',
  oldest: 'reads[0]',
}

/** The program as a person would write it: the text of a strategy's module. */
export function sourceOf(program: Program): string {
  return `const create = () => {
  let newest // what any transaction of this node read last
  return {
    title: 'made up',
    takesBack: ${program.takesBack},
    fresh: create,
    async update(account, { id, amount }, step) {
      const reads = []
      const get = async (from = account) => {
        newest = await from.get()
        reads.push(newest)
        return newest
      }
      let answer
${bodiesOf(program).join('\n')}
    },
  }
}
export default create()
`
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)

function bodiesOf(program: Program): string[] {
  const { deposit, withdrawal } = program
  if (deposit === withdrawal) return bodyOf(program, deposit).map((line) => `      ${line}`)
  const both = [
    'if (amount > 0) {',
    ...indented(bodyOf(program, deposit)),
    '} else {',
    ...indented(bodyOf(program, withdrawal)),
    '}',
  ]
  return both.map((line) => `      ${line}`)
}

function bodyOf(program: Program, body: Body): string[] {
  const end = body.end === 'answer' ? `return answer ?? 'gave-up'` : `return '${body.end}'`
  const statements = body.statements.flatMap((one) => statementOf(program, one, body.lease))
  const attempt = body.lease
    ? [
        'const ended = await account.lease(async (connection) => {',
        ...indented(statements),
        '})',
        'if (ended !== undefined) return ended',
      ]
    : statements
  const work = body.again
    ? [
        'for (let attempt = 1; ; attempt++) {',
        ...indented(attempt),
        `  if (answer !== 'conflict') ${end}`,
        `  if (attempt === account.maxAttempts) return 'gave-up'`,
        `  await step('backoff')`,
        '}',
      ]
    : [...attempt, end]
  return body.guards.reduceRight<string[]>((inner, guard, i) => around(guard, i, inner), work)
}

function around(guard: Guard, nth: number, inner: readonly string[]): string[] {
  const within = (take: string, release: string) => [
    take,
    'try {',
    ...indented(inner),
    '} finally {',
    ...indented([release]),
    '}',
  ]
  if (guard.guard === 'mutex')
    return within(`const release${nth} = await step('blocked', account.mutex.acquire())`, `release${nth}()`)
  if (guard.guard === 'key') {
    const px = guard.ttl ? `, px: ${TTL_MS}` : ''
    const take = `while (!(await account.key('${KEY}').set(id, { nx: true${px} })));`
    const del = `await account.key('${KEY}').del()`
    if (guard.release === 'never') return [take, ...inner]
    return within(
      take,
      guard.release === 'del' ? del : `if ((await account.key('${KEY}').get()) === id) ${del}`,
    )
  }
  const wait = guard.poll === 'step' ? ` await step('blocked')` : ';'
  const take = `while (!(await account.lock.set(id${guard.ttl ? `, ${TTL_MS}` : ''})))${wait}`
  switch (guard.release) {
    case 'del':
      return within(take, 'await account.lock.del()')
    case 'checked':
      return within(take, `await account.lock.eval(\`${CHECKED_RELEASE}\`, id)`)
    case 'never':
      return [take, ...inner]
  }
}

function statementOf(program: Program, one: Statement, lease: boolean): string[] {
  const get = lease ? 'get(connection)' : 'get()'
  switch (one.do) {
    case 'get':
      return [`await ${get}`]
    case 'watch':
      return ['await connection.watch()']
    case 'think':
      return [`await step('think')`]
    case 'refuse': {
      const read = one.by === 'cached' ? `(newest ?? (await ${get}))` : READ[one.by]
      return [`if (amount < 0 && ${read}.balance + amount < account.floor) return 'rejected'`]
    }
    case 'compensate':
      return [
        `if (answer?.outcome === 'applied' && (await ${get}).balance < account.floor)${one.how === 'takeBack' ? ' return account.takeBack()' : ' {'}`,
        ...(one.how === 'takeBack'
          ? []
          : ['  await account.withoutKey.incrBy(-amount)', `  return 'rejected'`, '}']),
      ]
    case 'write':
      return writeOf(program, one, lease)
  }
}

function writeOf(program: Program, write: Write, lease: boolean): string[] {
  const isBlock = write.verb.verb === 'set' || write.verb.verb === 'incrBy'
  const on = lease ? `connection${isBlock ? '.multi()' : ''}` : `account${write.unkeyed ? '.withoutKey' : ''}`
  const call = `await ${on}.${callOf(program, write)}${lease && isBlock ? '.exec()' : ''}`
  if (!write.retry) return [`answer = ${call}`]
  return [
    'for (let attempt = 1; ; attempt++) {',
    '  try {',
    `    answer = ${call}`,
    '    break',
    '  } catch (error) {',
    `    if (error.name !== 'NoAnswer' || attempt === account.maxAttempts) throw error`,
    `    await step('backoff')`,
    '  }',
    '}',
  ]
}

function callOf(program: Program, write: Write): string {
  const { verb } = write
  const off = offBy(program, write)
  const sum = (of: Sum): string =>
    ({ right: 'amount', twice: '2 * amount', off: `amount + ${off}`, same: '0' })[of]
  const from = (which: Which, of: Sum): string =>
    `${READ[which]}.balance${of === 'same' ? '' : ` + ${sum(of)}`}`
  const lua = () => `\`${luaOf(verb)}\``
  switch (verb.verb) {
    case 'set':
      return `set(${from(verb.from, verb.sum)}, ${READ[verb.handed]})`
    case 'setIfEq':
      return `setIfEq(${from(verb.from, 'right')}, ${READ[verb.compared]})`
    case 'incrBy':
      return `incrBy(${sum(verb.sum)})`
    case 'blind':
    case 'decoy':
      return `eval(${lua()}, ${from(verb.from, verb.sum)})`
    case 'add':
      return `eval(${lua()}, ${sum(verb.sum)}, account.floor)`
    case 'compare':
      return `eval(${lua()}, ${READ[verb.compared]}.${verb.on === 'value' ? 'balance' : 'version'}, ${from(verb.from, 'right')})`
    case 'constant':
      return `eval(${lua()}, ${off})`
    case 'nothing':
    case 'refuse':
      return `eval(${lua()})`
  }
}
