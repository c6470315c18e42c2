import { type Op, type Pair, pairsOf, readHistory } from './jepsen-history.ts'

type MicroOp = [f: ':r' | ':w', key: string, value: number | null]

/**
 * Checks an rw-register as Elle does, in small: a version follows the version that its writer had read, transactions
 * depend on one another by reads and writes (ww, wr, rw) and by time, and a cycle means that no order explains them.
 * Answers the problems; none for a valid history. Throws when a value is written twice.
 */
export function judgeRwRegister(lines: Iterable<string>): string[] {
  const pairs = pairsOf(readHistory(lines))
  const wrote = new Map<number, Op>()
  for (const { completion } of pairs) {
    const { w } = valuesOf(completion)
    if (w === undefined || w === null) continue
    if (wrote.has(w)) throw new Error(`${w} is written by more than one`)
    wrote.set(w, completion)
  }
  const oks = pairs.filter(({ completion }) => completion.type === ':ok')
  const problems = oks.flatMap(({ completion }) => {
    const { r } = valuesOf(completion)
    return typeof r === 'number' && wrote.get(r)?.type === ':fail' ? [`G1a: read ${r}`] : []
  })
  const edges = dependencies(oks, wrote)
  const nodes = oks.map(({ completion }) => completion.index)
  if (hasCycle(nodes, edges)) problems.push('cycle')
  return problems
}

function valuesOf({ value }: Op): { r?: number | null; w?: number | null } {
  return Object.fromEntries((value as MicroOp[]).map(([f, , v]) => [f.slice(1), v]))
}

function dependencies(oks: readonly Pair[], wrote: ReadonlyMap<number, Op>): Map<number, Set<number>> {
  const edges = new Map<number, Set<number>>()
  const link = (from: Op, to: Op): void => {
    if (from === to) return
    edges.set(from.index, (edges.get(from.index) ?? new Set()).add(to.index))
  }
  for (const { completion: writer } of oks) {
    const { r, w } = valuesOf(writer)
    if (typeof r !== 'number' || typeof w !== 'number') continue
    // Writes follow reads: version r is before version w.
    const before = wrote.get(r)
    if (before) link(before, writer)
    for (const { completion: reader } of oks) if (valuesOf(reader).r === r) link(reader, writer)
  }
  for (const a of oks) {
    for (const b of oks) if (a.completion.index < b.invoke.index) link(a.completion, b.completion)
  }
  return edges
}

function hasCycle(nodes: readonly number[], edges: ReadonlyMap<number, ReadonlySet<number>>): boolean {
  const state = new Map<number, 'open' | 'done'>()
  function visit(node: number): boolean {
    if (state.has(node)) return state.get(node) === 'open'
    state.set(node, 'open')
    const found = [...(edges.get(node) ?? [])].some(visit)
    state.set(node, 'done')
    return found
  }
  return nodes.some(visit)
}
