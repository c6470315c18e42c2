import type { Account, LeasedAccount, Seen, Step, Strategy } from '../../server/account/account.ts'
import type { Transaction } from '../../shared/journal.ts'
import { isApplied } from './answer.ts'
import { createGuards } from './guards.ts'
import type { Event, Log } from './log.ts'
import type { Body, Program, Statement } from './program.ts'
import { indexOf } from './program.ts'
import { createWriter } from './writer.ts'

/** Memory that all transactions of a node share. */
interface Memory {
  newest?: Seen
}

/**
 * Makes a strategy of the program. All processes of one order append what they know to `log`, in the order in which
 * their commands were carried out; each order needs its own log.
 */
export function compile(program: Program, log: Log = []): Strategy {
  const memory: Memory = {}
  return {
    title: 'made up',
    takesBack: program.takesBack,
    fresh: () => compile(program, log),
    async update(account, tx, step) {
      const process = Number(tx.player.slice(1))
      log.push({ process, did: 'begin' })
      try {
        const answer = await run({ program, log, memory, account, tx, step, process })
        log.push({ process, did: 'end', answered: toldOf(answer) })
        return answer
      } catch (error) {
        const threw = error instanceof Error ? error.name : String(error)
        // The order has ended; later events do not belong to it.
        if (threw !== 'Stopped') log.push({ process, did: 'end', answered: { threw } })
        throw error
      }
    },
  }
}

interface Run<R> {
  program: Program
  log: Log
  memory: Memory
  account: Account<R>
  tx: Transaction
  step: Step
  process: number
}
export type Answer<R> = R | 'conflict' | 'rejected' | 'gave-up'

function toldOf(answer: unknown): (Event & { did: 'end' })['answered'] {
  if (answer === 'conflict') return 'gave-up'
  if (answer === 'rejected' || answer === 'gave-up') return answer
  if (typeof answer !== 'object' || answer === null || !('outcome' in answer))
    throw new TypeError('no answer')
  return answer.outcome === 'applied' ? 'booked' : 'rejected'
}

async function run<R>(one: Run<R>): Promise<Answer<R>> {
  const { program, account, tx, step } = one
  const body = tx.amount > 0 ? program.deposit : program.withdrawal
  const guards = createGuards(body.guards, account, tx, step)
  return guards.around(async () => {
    const transaction = createTransaction(one, body)
    for (let attempt = 1; ; attempt++) {
      const ended = await transaction.attempt()
      if (ended !== undefined) return ended
      if (!body.again || !transaction.refused) return transaction.end()
      if (attempt === account.maxAttempts) return 'gave-up'
      await step('backoff')
    }
  })
}

function createTransaction<R>({ program, log, memory, account, tx, step, process }: Run<R>, body: Body) {
  const reads: Seen[] = []
  const writer = createWriter({ program, log, account, tx, step, process, reads })
  let answer: R | 'conflict' | 'rejected' | undefined

  let connection: LeasedAccount<R> | undefined

  async function get(): Promise<Seen> {
    const seen = await (connection ?? account).get()
    log.push({ process, did: 'get', saw: { balance: seen.balance, version: seen.version } })
    reads.push(seen)
    memory.newest = seen
    return seen
  }
  async function refuses(by: (Statement & { do: 'refuse' })['by']): Promise<boolean> {
    if (tx.amount > 0) return false
    const seen = by === 'cached' ? (memory.newest ?? (await get())) : reads[indexOf(by, reads.length)]
    return seen !== undefined && seen.balance + tx.amount < account.floor
  }
  /** Answers the outcome if this statement ends the transaction. */
  async function perform(one: Statement): Promise<Answer<R> | undefined> {
    switch (one.do) {
      case 'get':
        await get()
        return
      case 'watch':
        await connection?.watch()
        log.push({ process, did: 'watch' })
        return
      case 'think':
        return step('think') as Promise<undefined>
      case 'refuse':
        return (await refuses(one.by)) ? 'rejected' : undefined
      case 'write':
        answer = await writer.write(one, connection)
        return
      case 'compensate': {
        if (!isApplied(answer) || (await get()).balance >= account.floor) return
        if (one.how === 'takeBack') return writer.takeBack()
        await writer.opposite()
        return 'rejected'
      }
    }
  }
  async function performAll(): Promise<Answer<R> | undefined> {
    for (const one of body.statements) {
      const ended = await perform(one)
      if (ended !== undefined) return ended
    }
  }
  return {
    get refused() {
      return answer === 'conflict'
    },
    async attempt() {
      if (!body.lease) return performAll()
      return account.lease((leased) => {
        log.push({ process, did: 'lease' })
        connection = leased
        return performAll()
      })
    },
    end: (): Answer<R> => (body.end === 'answer' ? (answer ?? 'gave-up') : body.end),
  }
}
