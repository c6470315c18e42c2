import type { Log, WriteAnswer, Written } from './log.ts'
import type { Program } from './program.ts'

/**
 * Two views of a write whose source the journal cannot tell: with its true source (`truth`), or with the journal's
 * (`told`), which is then the version that the write met.
 */
export const VIEWS = ['truth', 'told'] as const
export type View = (typeof VIEWS)[number]

/** A version and the balance that it left. */
interface Source {
  version: number
  balance: number
}

export interface SimulatedWrite {
  version: number
  process: number
  wrote: number
  /** The version that it built on. A write on nothing has version 0 with the balance that it met. */
  source: Record<View, Source>
  /** It wrote the balance of its true source plus its amount. */
  isRight: boolean
  /** The other version that it could have been computed from, when the journal cannot tell. */
  either?: number
  /** The version of the booking that it takes back. */
  reverses?: number
  /** The writes that its number is made of, itself included, oldest first. */
  chain: Record<View, readonly number[]>
  /** What it did to the balance. */
  effect: Record<View, number>
}

export interface SimulatedTransaction {
  process: number
  amount: number
  /** Versions in force when it began and when it was decided; `at` counts events. */
  began?: { version: number; at: number }
  decided?: { version: number; at: number }
  outcome: 'applied' | 'rejected' | 'gave-up' | 'failed' | 'none'
  /** It answered `rejected` although it is booked. */
  refusedYetBooked: boolean
  wroteNothing: boolean
  /** It has answered or thrown. */
  ended: boolean
}

export interface Simulation {
  writes: readonly SimulatedWrite[]
  transactions: readonly SimulatedTransaction[]
  balance: number
  /** A wrong sum happens to be the right sum of another source, so its source cannot be told. */
  coincidence: boolean
}

interface Known {
  source: Record<View, Source>
  either?: number
  /** The sum is wrong, and by chance right for another source. */
  chance: boolean
}

interface State extends SimulatedTransaction {
  /** How often the balance had been touched when its connection began to watch. */
  watched?: number | undefined
  reads: Source[]
  receipt?: { booked: number } | 'taken-back'
}

/** Plays the log on a simulated account. Throws when Redis answered something else. */
export function simulate({ scenario, takesBack }: Program, log: Log): Simulation {
  const writes: SimulatedWrite[] = []
  let balance = scenario.opening
  let coincidence = false
  let touched = 0
  const transactions = scenario.transactions.map(
    (amount, i): State => ({
      ...{ process: i + 1, amount, reads: [], outcome: 'none' },
      ...{ refusedYetBooked: false, wroteNothing: false, ended: false },
    }),
  )
  const chainOf = (view: View, version: number): readonly number[] => writes[version - 1]?.chain[view] ?? []

  function book(one: State, written: Written): WriteAnswer {
    const { receipt, amount, watched } = one
    if (written.exec) {
      one.watched = undefined
      if (watched !== undefined && watched !== touched) return 'conflict'
    }
    const may = receipt === undefined || (receipt !== 'taken-back' && (written.unkeyed || written.takesBack))
    if (!may || (written.takesBack && !takesBack)) return receipt === 'taken-back' ? 'not applied' : 'applied'
    // A refused script touches the balance, too: the commit puts back what it may have written.
    touched += 1
    if (written.answers === 'nothing') return 'wrote-nothing'
    // The account answers a script's `rejected` with its receipt.
    if (written.answers) return written.answers === 'rejected' ? 'not applied' : written.answers
    const met = { version: writes.length, balance }
    const { only } = written
    if (only?.balance !== undefined && only.balance !== met.balance) return 'conflict'
    if (only?.version !== undefined && only.version !== met.version) return 'conflict'
    const wrote = written.value ?? met.balance + (written.adds ?? 0)
    if (only?.floor !== undefined && wrote < only.floor) return 'not applied'

    const { source, either, chance } = sourceOf(one, written, met, wrote)
    coincidence ||= chance
    const version = met.version + 1
    const start = written.from === 'nothing' ? scenario.opening : undefined
    const effect = {
      truth: wrote - (start ?? source.truth.balance),
      told: wrote - (start ?? source.told.balance),
    }
    const reverses =
      takesBack && typeof receipt === 'object' && wrote - source.told.balance === -amount
        ? receipt.booked
        : undefined
    writes.push({
      ...{ version, process: one.process, wrote, source, effect },
      isRight: source.truth.balance + amount === wrote,
      ...(either !== undefined && { either }),
      ...(reverses !== undefined && { reverses }),
      chain: {
        truth: [...chainOf('truth', source.truth.version), version],
        told: [...chainOf('told', source.told.version), version],
      },
    })
    balance = wrote
    one.receipt = reverses === undefined ? { booked: version } : 'taken-back'
    return reverses === undefined ? 'applied' : 'not applied'
  }

  log.forEach((event, at) => {
    const one = transactions[event.process - 1]
    if (!one) throw new RangeError(`there is no P${event.process}`)
    const now = { version: writes.length, at }
    switch (event.did) {
      case 'begin':
        one.began = now
        return
      case 'lease':
        one.watched = undefined
        return
      case 'watch':
        one.watched ??= touched
        return
      case 'get':
        if (event.saw.balance !== balance || event.saw.version !== now.version)
          throw new Error(`P${one.process} read ${JSON.stringify(event.saw)}, but the balance was ${balance}`)
        one.reads.push(event.saw)
        return
      case 'write': {
        const answered = book(one, event.write)
        if (one.receipt === 'taken-back') one.decided ??= { version: writes.length, at }
        if (event.answered !== 'no-answer' && event.answered !== answered)
          throw new Error(`P${one.process}'s write was answered ${event.answered}, but ${answered} is right`)
        return
      }
      case 'end':
        one.decided ??= now
        one.ended = true
        one.outcome = outcomeOf(one, event.answered)
        one.refusedYetBooked = event.answered === 'rejected' && one.outcome === 'applied'
        one.wroteNothing =
          one.outcome === 'failed' && (event.answered as { threw?: string }).threw === 'WroteNothing'
    }
  })
  for (const one of transactions) if (!one.ended) one.outcome = outcomeOf(one, undefined)
  return { writes, transactions, balance, coincidence }
}

/**
 * The source of a write: by its generator, and by what the journal can know. Reads of the same balance count as one:
 * the one that is handed over, or else the newest.
 */
function sourceOf({ reads, amount }: State, written: Written, met: Source, wrote: number): Known {
  const { from, handed, looks, script } = written
  const isRight = (one: Source): boolean => one.balance + amount === wrote
  const same = (source: Source): Known => ({ source: { truth: source, told: source }, chance: false })
  if (from === 'nothing') return same({ version: 0, balance: met.balance })
  if (!script && from === 'met') return same(met)
  const fitting = reads.findLast(isRight)
  const source = from === 'met' ? met : standsFor(reads, from.read, handed)
  if (!isRight(source)) {
    // The sum is wrong. If the script looked, the journal takes the balance it met; by chance another source may fit.
    const chance = fitting !== undefined || (looks && isRight(met))
    return { source: { truth: source, told: looks ? met : source }, chance }
  }
  if (!looks || !isRight(met) || !script) return same(source)
  const either = fitting && fitting.version !== met.version ? fitting.version : undefined
  return { source: { truth: source, told: met }, chance: false, ...(either !== undefined && { either }) }
}

function standsFor(reads: readonly Source[], index: number, handed: number | undefined): Source {
  const read = reads[index]
  if (!read) throw new RangeError('a sum from a read that was not made')
  const given = handed === undefined ? undefined : reads[handed]
  if (given?.balance === read.balance) return given
  return reads.findLast(({ balance }) => balance === read.balance) ?? read
}

function outcomeOf(
  { receipt }: State,
  answered: 'booked' | 'rejected' | 'gave-up' | { threw: string } | undefined,
): SimulatedTransaction['outcome'] {
  // The first stored outcome holds, whatever the strategy answers later.
  if (receipt !== undefined) return receipt === 'taken-back' ? 'rejected' : 'applied'
  if (answered === undefined) return 'none'
  if (typeof answered === 'object') return answered.threw === 'LockWaitUsedUp' ? 'gave-up' : 'failed'
  if (answered === 'booked') throw new Error('the strategy answered a booking, but nothing is booked')
  return answered
}
