import { type Act, actsOf } from './act.ts'
import type { Edn } from './edn.ts'
import { jepsenLines } from './jepsen-lines.ts'
import type { History } from './operation.ts'

/**
 * Knossos' cas-register, one EDN map a line: each read-modify-write is a `:cas [seen wrote]`, after an initial `:write`
 * of the opening balance. A write from outside is a `:write`, too. Without it, a run in which nothing was lost would
 * look as if a balance had been read that was never written. A write that built on nothing is a `:cas` from the opening
 * balance: it leaves what that would have left. As a `:write` it would be valid whatever it overwrote.
 */
export const casRegister = (history: History): Iterable<string> =>
  jepsenLines(actsOf(history), ({ act }) => called(act))

function called(act: Act): { f: ':write' | ':cas'; value: Edn } {
  switch (act.kind) {
    case 'opening':
      return { f: ':write', value: act.balance }
    case 'outside':
      return { f: ':write', value: act.left }
    case 'applied':
      return { f: ':cas', value: [act.builtOn, act.operation.wrote] }
    case 'not-applied':
    case 'in-doubt':
      // What it would have seen is not known.
      return { f: ':cas', value: null }
    default:
      return act satisfies never
  }
}
