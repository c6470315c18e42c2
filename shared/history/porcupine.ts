import { eventsOf, type HistoryEvent } from './history-event.ts'
import type { History } from './operation.ts'
import { inProcesses } from './timeline.ts'

/**
 * One line: an operation as Porcupine has it. `amount` is the change that it should make, with its sign, so that a
 * model needs one rule: a write that did something else does not fit.
 */
interface PorcupineEvent {
  client: number
  f: 'deposit'
  amount: number
  ok: boolean
  /** It may have been applied, or may yet be. */
  unknown?: true
  /** The balance it left; only when `ok`. */
  balance?: number
  /** Milliseconds since the opening. */
  call: number
  return: number
}

/**
 * For Porcupine, one JSON object a line, in the order of the calls: deposits that answer the balance they left. A
 * withdrawal is a negative deposit. The first line deposits 0 and so tells the opening balance; a write from outside is
 * a deposit of the difference it made.
 */
export function* porcupine(history: History): Generator<string> {
  const acts = eventsOf(history)
  const end = acts.reduce((latest, act) => Math.max(latest, act.return), 0)
  const calls = inProcesses(acts).sort((a, b) => a.act.call - b.act.call)
  for (const { act, process } of calls) {
    const { amount, balance } = moved(act)
    const line: PorcupineEvent = {
      client: process,
      f: 'deposit',
      amount,
      ok: balance !== undefined,
      ...(act.kind === 'in-doubt' && { unknown: true }),
      ...(balance !== undefined && { balance }),
      call: act.call,
      // It may take effect at any time, so its interval ends with the history.
      return: act.kind === 'in-doubt' ? end : act.return,
    }
    yield JSON.stringify(line)
  }
}

function moved(act: HistoryEvent): { amount: number; balance?: number } {
  switch (act.kind) {
    case 'opening':
      return { amount: 0, balance: act.balance }
    case 'outside':
      return { amount: act.left - act.found, balance: act.left }
    case 'applied':
      return { amount: act.operation.amount, balance: act.operation.wrote }
    case 'not-applied':
    case 'in-doubt':
      return { amount: act.operation.amount }
    default:
      return act satisfies never
  }
}
