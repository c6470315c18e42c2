import type { Edn } from './edn.ts'
import { eventsOf, type HistoryEvent } from './history-event.ts'
import { jepsenLines } from './jepsen-lines.ts'
import type { History } from './operation.ts'

/**
 * Knossos' cas-register, one EDN map a line: each read-modify-write is a `:cas [seen wrote]`, after an initial `:write`
 * of the opening balance. A write from outside is a `:write`, too: without it, a run that lost nothing would seem to
 * read a balance that was never written. A write that built on nothing is a `:cas` from the opening balance, because it
 * leaves the same balance. As a `:write` it would be valid whatever it overwrote.
 */
export const casRegister = (history: History): Iterable<string> =>
  jepsenLines(eventsOf(history), ({ act }) => called(act))

function called(act: HistoryEvent): { f: ':write' | ':cas'; value: Edn } {
  switch (act.kind) {
    case 'opening':
      return { f: ':write', value: act.balance }
    case 'outside':
      return { f: ':write', value: act.left }
    case 'applied':
      return { f: ':cas', value: [act.builtOn, act.operation.wrote] }
    case 'not-applied':
    case 'in-doubt':
      // It is not known what it would have seen.
      return { f: ':cas', value: null }
    default:
      return act satisfies never
  }
}
