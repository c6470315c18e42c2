import { readEdn } from './read-edn.ts'

/** A line of a history as Jepsen's checkers read it. */
export interface Op {
  index: number
  time: number
  type: ':invoke' | ':ok' | ':fail' | ':info'
  process: number
  f: string
  value: unknown
  name: string
}

export interface Pair {
  invoke: Op
  completion: Op
}

export const readHistory = (lines: Iterable<string>): Op[] =>
  [...lines].map((line) => readEdn(line) as unknown as Op)

/**
 * Pairs every call with its completion. Throws where Jepsen would refuse the history: indices with gaps, times that
 * step back, a process that does two things at once or goes on after `:info`, a completion without a call.
 */
export function pairsOf(history: readonly Op[]): Pair[] {
  const pairs: Pair[] = []
  const under = new Map<number, Op>()
  const crashed = new Set<number>()
  let time = 0
  for (const [i, op] of history.entries()) {
    if (op.index !== i) throw new Error(`index ${op.index} at ${i}`)
    if (op.time < time) throw new Error(`time steps back at ${i}`)
    time = op.time
    const invoke = under.get(op.process)
    if (op.type === ':invoke') {
      if (invoke || crashed.has(op.process)) throw new Error(`process ${op.process} is not free at ${i}`)
      under.set(op.process, op)
    } else {
      if (!invoke || invoke.f !== op.f) throw new Error(`nothing to complete at ${i}`)
      under.delete(op.process)
      if (op.type === ':info') crashed.add(op.process)
      pairs.push({ invoke, completion: op })
    }
  }
  if (under.size > 0) throw new Error('a call without an end')
  return pairs
}
