import type { Monitored } from './monitor.ts'

/** A change of the balance, with the changes before it that survive. */
interface Change {
  /** The version of the write; `undefined` for a write from outside. */
  version?: number
  by: number
  before: Change | undefined
}
export interface Value {
  balance: number
  made: Change | undefined
}
/** The versions that are in the balance, each with its effect, and the sum that came from outside. */
export function contentsOf({ made }: Value): { writes: Map<number, number>; outside: number } {
  const writes = new Map<number, number>()
  let outside = 0
  for (let one = made; one; one = one.before)
    if (one.version === undefined) outside += one.by
    else writes.set(one.version, one.by)
  return { writes, outside }
}
interface Read extends Value {
  version: number
}

/** What the server hands the commit script with a write. */
interface WriteReport {
  tx: string
  seen?: number
  parent?: number
  reads?: { balance: number; version: number }[]
}

/** A script with this argument computes its result from the read of its transaction, whatever it looks at. */
export const DECOY = '777'

/**
 * Follows a balance by the commands that Redis carried out, in their order, and not by the journal. For each write it
 * knows the read that the write was computed from, and the writes in that read.
 */
export class Witness {
  /** The value that each version left. */
  readonly values: Value[]
  now: Value
  readonly #balance: string
  readonly #reads: Read[] = []
  readonly #opening: number
  #script: { report: WriteReport; args: string[]; inner: Monitored[] } | undefined

  constructor(balance: string, opening: number) {
    this.#balance = balance
    this.#opening = opening
    this.now = { balance: opening, made: undefined }
    this.values = [this.now]
  }

  get version(): number {
    return this.values.length - 1
  }

  hear(lines: readonly Monitored[]): void {
    for (const line of lines) {
      if (line.from === 'lua') this.#script?.inner.push(line)
      else {
        this.#end()
        this.#top(line)
      }
    }
    this.#end()
  }

  #top({ command, args }: Monitored): void {
    const [key, value] = args
    if (command === 'MGET' && key === this.#balance) this.#reads.push({ ...this.now, version: this.version })
    else if (command === 'SET' && key === this.#balance) {
      const balance = Number(value)
      this.now = { balance, made: { by: balance - this.now.balance, before: this.now.made } }
    } else if (/^EVAL/.test(command) && args[2] === this.#balance) {
      const text = args.at(-1) ?? ''
      if (/^\{.*"segment"/.test(text)) {
        const own = args.slice(2 + Number(args[1]), -1)
        this.#script = { report: JSON.parse(text) as WriteReport, args: own, inner: [] }
      }
    }
  }

  /** Closes a script whose commands are all there: it has booked if it has written to the journal. */
  #end(): void {
    const script = this.#script
    this.#script = undefined
    if (!script?.inner.some(({ command }) => command === 'RPUSH')) return
    const { report, args, inner } = script
    const began = inner.findIndex(({ command }) => command === 'LLEN')
    const timed = inner.findIndex(({ command }) => command === 'TIME')
    // The last command before TIME is the commit script's own look at the balance.
    const own = inner.slice(began + 1, timed - 1).filter(({ args: [key] }) => key === this.#balance)
    let balance = this.now.balance
    let looked = false
    for (const {
      command,
      args: [, value],
    } of own) {
      if (command !== 'SET') looked = true
      if (command === 'SET') balance = Number(value)
      if (command === 'INCRBY') balance += Number(value)
    }
    const given =
      report.parent !== undefined ? { version: report.parent, balance: report.seen } : report.reads?.[0]
    // Where both are the same balance, the write builds on the one it met.
    const decoyed = args.includes(DECOY) && given?.balance !== this.now.balance
    const met = looked && !decoyed
    const from = met ? this.now : given ? this.#read(given) : { balance: this.#opening, made: undefined }
    const version = this.values.length
    const made = { version, by: balance - from.balance, before: from.made }
    this.now = { balance, made }
    this.values.push(this.now)
  }

  #read({ version, balance }: { version: number; balance: number | undefined }): Value {
    const found = this.#reads.findLast((read) => read.version === version && read.balance === balance)
    if (!found) throw new Error(`no transaction has read ${balance} in version ${version}`)
    return found
  }
}
