import type { Account, LeasedAccount, Seen, Step, Verbs } from '../../server/account/account.ts'
import type { Transaction } from '../../shared/journal.ts'
import { isApplied } from './answer.ts'
import type { Log, WriteAnswer, Written } from './log.ts'
import { luaOf } from './lua.ts'
import { addedBy, indexOf, offBy, type Program, type Sum, type Which, type Write } from './program.ts'

interface Writing<R> {
  program: Program
  log: Log
  account: Account<R>
  tx: Transaction
  step: Step
  process: number
  /** The reads of this transaction, oldest first. */
  reads: readonly Seen[]
}
type Booked<R> = R | 'conflict' | 'rejected'
/** What is known of a write, and the command that does it. */
interface Planned<R> {
  written: Omit<Written, 'unkeyed' | 'takesBack' | 'script' | 'exec'>
  send(verbs: Verbs<R>): Promise<Booked<R>>
  /** The same in a MULTI block. */
  exec?(connection: LeasedAccount<R>): Promise<Booked<R>>
}

const isScript = ({ verb: { verb } }: Write): boolean => !['set', 'incrBy', 'setIfEq'].includes(verb)

/** Sends the writes of a transaction, and logs the source of each written number. */
export function createWriter<R>({ program, log, account, tx, step, process, reads }: Writing<R>) {
  async function noted(written: Written, send: () => Promise<Booked<R>>): Promise<Booked<R>> {
    const note = (answered: WriteAnswer): void =>
      void log.push({ process, did: 'write', write: written, answered })
    try {
      const answer = await send()
      if (answer === 'conflict' || answer === 'rejected') note(answer as WriteAnswer)
      else note(isApplied(answer) ? 'applied' : 'not applied')
      return answer
    } catch (error) {
      const { name } = error as Error
      if (name === 'NoAnswer') note('no-answer')
      if (name === 'WroteNothing') note('wrote-nothing')
      throw error
    }
  }
  const readAt = (which: Which): { index: number; seen: Seen } => {
    const index = indexOf(which, reads.length)
    const seen = reads[index]
    if (!seen) throw new TypeError('a sum from a read that was not made')
    return { index, seen }
  }

  /** It writes only on the balance that it compares with, so a sum computed from that balance builds on what it met. */
  function compared(verb: { compared: Which; from: Which }) {
    const from = readAt(verb.from)
    const { seen } = readAt(verb.compared)
    const isMet = from.seen.balance === seen.balance
    return {
      seen,
      written: {
        from: isMet ? ('met' as const) : { read: from.index },
        ...{ looks: true, value: from.seen.balance + tx.amount, only: { balance: seen.balance } },
      },
    }
  }
  function planned(write: Write): Planned<R> {
    const { verb } = write
    const adds = (sum: Sum): number => addedBy(sum, tx.amount, offBy(program, write))
    const lua = () => luaOf(verb)
    switch (verb.verb) {
      case 'set': {
        const from = readAt(verb.from)
        const handed = readAt(verb.handed)
        const value = from.seen.balance + adds(verb.sum)
        return {
          written: { from: { read: from.index }, handed: handed.index, looks: false, value },
          send: (verbs) => verbs.set(value, handed.seen),
          exec: (connection) => connection.multi().set(value, handed.seen).exec(),
        }
      }
      case 'incrBy':
        return {
          written: { from: 'met', looks: true, adds: adds(verb.sum) },
          send: (verbs) => verbs.incrBy(adds(verb.sum)),
          exec: (connection) => connection.multi().incrBy(adds(verb.sum)).exec(),
        }
      case 'blind':
      case 'decoy': {
        const from = readAt(verb.from)
        const value = from.seen.balance + adds(verb.sum)
        return {
          written: { from: { read: from.index }, looks: verb.verb === 'decoy', value },
          send: (verbs) => verbs.eval(lua(), value),
        }
      }
      case 'add': {
        const { floor } = account
        return {
          written: {
            ...{ from: 'met', looks: true, adds: adds(verb.sum) },
            ...(verb.checked && adds(verb.sum) < 0 && { only: { floor } }),
          },
          send: (verbs) => verbs.eval(lua(), adds(verb.sum), floor),
        }
      }
      case 'setIfEq': {
        const { seen, written } = compared(verb)
        return { written, send: (verbs) => verbs.setIfEq(written.value, seen) }
      }
      case 'compare': {
        const { seen, written } = compared(verb)
        if (verb.on === 'value')
          return { written, send: (verbs) => verbs.eval(lua(), seen.balance, written.value) }
        const from = { read: readAt(verb.from).index }
        return {
          written: { ...written, from, looks: false, only: { version: seen.version } },
          send: (verbs) => verbs.eval(lua(), seen.version, written.value),
        }
      }
      case 'constant': {
        const value = offBy(program, write)
        return {
          written: { from: 'nothing', looks: false, value },
          send: (verbs) => verbs.eval(lua(), value),
        }
      }
      case 'nothing':
        return {
          written: { from: 'nothing', looks: true, answers: 'nothing' },
          send: (verbs) => verbs.eval(lua()),
        }
      case 'refuse':
        return {
          written: { from: 'nothing', looks: false, answers: verb.answer },
          send: (verbs) => verbs.eval(lua()),
        }
    }
  }

  return {
    async write(write: Write, connection?: LeasedAccount<R>): Promise<Booked<R>> {
      const { unkeyed } = write
      const { written, send, exec } = planned(write)
      const script = isScript(write)
      async function sendOnce(): Promise<Booked<R>> {
        if (connection && exec)
          return noted({ ...written, unkeyed, takesBack: false, script, exec: true }, () => exec(connection))
        const verbs = connection ?? (unkeyed ? account.withoutKey : account)
        return noted({ ...written, unkeyed, takesBack: false, script, exec: false }, () => send(verbs))
      }
      for (let attempt = 1; ; attempt++) {
        try {
          return await sendOnce()
        } catch (error) {
          const again = write.retry && (error as Error).name === 'NoAnswer' && attempt < account.maxAttempts
          if (!again) throw error
          await step('backoff')
        }
      }
    },
    takeBack: () =>
      noted(
        {
          unkeyed: false,
          takesBack: true,
          script: false,
          exec: false,
          from: 'met',
          looks: true,
          adds: -tx.amount,
        },
        () => account.takeBack(),
      ),
    /** INCRBY of the opposite amount, as people write a compensation. */
    opposite: () =>
      noted(
        {
          unkeyed: true,
          takesBack: false,
          script: false,
          exec: false,
          from: 'met',
          looks: true,
          adds: -tx.amount,
        },
        () => account.withoutKey.incrBy(-tx.amount),
      ),
  }
}
