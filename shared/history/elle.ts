import type { Edn } from './edn.ts'
import { eventsOf, type HistoryEvent } from './history-event.ts'
import { jepsenLines } from './jepsen-lines.ts'
import type { History } from './operation.ts'

/**
 * Elle's rw-register, one EDN map a line: each write is a transaction that reads a version and writes a version. It has
 * no balances: they repeat, and Elle throws when a value is written twice. The opening balance is a transaction that
 * writes version 1, so our version v is v + 1 here. A write from outside has no version; it shows in `:balance` only.
 *
 * A write that built on nothing has read nothing. Here it reads the opening balance, because it leaves the same
 * balance: every change in between is gone. Without a read it would be valid whatever it overwrote, because a register
 * may be written blindly.
 */
export function elle(history: History): Iterable<string> {
  const acts = eventsOf(history).filter(({ kind }) => kind !== 'outside')
  // Values of writes that never happened: negative, so that none is a version, and all different, as Elle wants.
  const unwritten = new Map<HistoryEvent, number>()
  for (const act of acts) if (!isWritten(act)) unwritten.set(act, -1 - unwritten.size)
  return jepsenLines(acts, ({ kind, act }) => {
    if (act.kind === 'opening') {
      return { f: ':txn', value: [write(1)], ...(kind === 'complete' && { balance: [null, act.balance] }) }
    }
    if (act.kind !== 'applied') return { f: ':txn', value: [read(null), write(unwritten.get(act) ?? 0)] }
    const { seen, seenVersion, wrote, wroteVersion, basis } = act.operation
    // What it will read is not known when it is called.
    if (kind === 'invoke') return { f: ':txn', value: [read(null), write(wroteVersion + 1)] }
    const value = [read(seenVersion + 1), write(wroteVersion + 1)]
    if (basis === 'nothing') return { f: ':txn', value, balance: [null, wrote], basis: ':nothing' }
    return { f: ':txn', value, balance: [seen, wrote] }
  })
}

const isWritten = ({ kind }: HistoryEvent): boolean => kind === 'opening' || kind === 'applied'
const read = (version: number | null): Edn => [':r', ':acct', version]
const write = (version: number): Edn => [':w', ':acct', version]
