import fc, { type Arbitrary } from 'fast-check'
import type { Guard, Statement, Sum, Verb, Which, Write } from './program.ts'

export const one = <const V>(value: V): Arbitrary<V> => fc.constant(value)
export const oneOf = <const V>(...values: V[]): Arbitrary<V> => fc.constantFrom(...values)
/** One of the arbitraries, chosen by weight. */
export const weighted = <T>(...some: [weight: number, arbitrary: Arbitrary<T>][]): Arbitrary<T> =>
  fc.oneof(...some.map(([weight, arbitrary]) => ({ weight, arbitrary })))
/** True once in `n` + 1 times. */
export const rarely = (n: number): Arbitrary<boolean> => weighted([n, one(false)], [1, one(true)])

const which: Arbitrary<Which> = oneOf('newest', 'previous', 'oldest')
const sum: Arbitrary<Sum> = weighted<Sum>([5, one('right')], [1, oneOf('twice', 'off', 'same')])

/** A wrong number does not show its source, so it is always computed from the newest read. */
function straight<V extends { sum: Sum; from: Which; handed?: Which }>(verb: V): V {
  if (verb.sum === 'right') return verb
  return { ...verb, from: 'newest', ...(verb.handed && { handed: 'newest' as const }) }
}
/** `setIfEq`: the server has SET … IFEQ. */
const verbs = (setIfEq: boolean): Arbitrary<Verb> =>
  weighted<Verb>(
    [5, fc.record({ verb: one('set'), from: which, handed: which, sum }).map(straight)],
    [4, fc.record({ verb: one('incrBy'), sum })],
    [4, fc.record({ verb: one('blind'), from: which, sum }).map(straight)],
    [
      5,
      fc
        .record({ verb: one('decoy'), look: oneOf('GET', 'SET GET', 'STRLEN'), from: which, sum })
        .map(straight),
    ],
    [3, fc.record({ verb: one('add'), how: oneOf('GET', 'INCRBY'), sum, checked: fc.boolean() })],
    [5, fc.record({ verb: one('compare'), on: oneOf('value', 'version'), compared: which, from: which })],
    ...(setIfEq
      ? [[8, fc.record({ verb: one('setIfEq'), compared: which, from: which })] as [number, Arbitrary<Verb>]]
      : []),
    [1, one({ verb: 'constant' })],
    [1, one({ verb: 'nothing' })],
    [1, fc.record({ verb: one('refuse'), answer: oneOf('conflict', 'rejected') })],
  )

export const writes = (setIfEq: boolean): Arbitrary<Write> =>
  fc.record({ do: one('write'), verb: verbs(setIfEq), unkeyed: rarely(5), retry: rarely(2) })
const get: Arbitrary<Statement> = one({ do: 'get' })
const watch: Arbitrary<Statement> = one({ do: 'watch' })
const refuse: Arbitrary<Statement> = fc.record({
  do: one('refuse'),
  by: weighted<Which | 'cached'>([3, which], [1, one('cached')]),
})
const compensate: Arbitrary<Statement> = fc.record({
  do: one('compensate'),
  how: oneOf('takeBack', 'takeBack', 'incrBy'),
})

const BOOKING: Statement = {
  do: 'write',
  verb: { verb: 'incrBy', sum: 'right' },
  unkeyed: false,
  retry: false,
}

/** Random statements, or a usual sequence of statements, with random verbs. */
export function statements(setIfEq: boolean): Arbitrary<Statement[]> {
  const write: Arbitrary<Statement> = writes(setIfEq)
  const any = weighted<Statement>(
    [5, get],
    [6, write],
    [2, refuse],
    [1, compensate],
    [1, watch],
    [1, one({ do: 'think' })],
  )
  return weighted<Statement[]>(
    [4, fc.tuple(fc.array(any, { maxLength: 4 }), write).map(([some, last]) => [...some, last])],
    [3, fc.tuple(get, write)],
    [1, fc.tuple(get, get, write)],
    [2, fc.tuple(get, refuse, write)],
    [1, fc.tuple(get, get, refuse, write)],
    [1, fc.tuple(watch, get, write)],
    [1, fc.tuple(get, watch, write)],
    [1, fc.tuple(write, compensate)],
    [2, fc.tuple(one(BOOKING), compensate)],
  )
}

const guard: Arbitrary<Guard> = weighted<Guard>(
  [
    4,
    fc.record({
      ...{ guard: one('lock'), ttl: fc.boolean(), poll: oneOf('step', 'loop') },
      release: oneOf('checked', 'del', 'never'),
    }),
  ],
  [1, fc.record({ guard: one('key'), ttl: fc.boolean(), release: oneOf('checked', 'del', 'never') })],
  [2, one({ guard: 'mutex' })],
)
export const guards: Arbitrary<Guard[]> = weighted<Guard[]>(
  [8, one([])],
  [3, guard.map((one) => [one])],
  [1, fc.tuple(guard, guard).filter(([a, b]) => a.guard !== b.guard)],
)
