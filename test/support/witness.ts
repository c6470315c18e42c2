import type { Monitored } from './monitor.ts'

/** What has changed the balance, the newest change first; those before it survive in it. */
interface Change {
  /** Of the write; `undefined`: it came from outside. */
  version?: number
  by: number
  before: Change | undefined
}
export interface Value {
  balance: number
  made: Change | undefined
}
/** Which versions are in it, each with what it did, and what came from outside. */
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
interface Told {
  tx: string
  seen?: number
  parent?: number
  reads?: { balance: number; version: number }[]
}

/** A script that was given this argument computes its result from what its transaction had read, whatever it looks at. */
export const DECOY = '777'

/**
 * An account of what has happened to a balance, from the commands that Redis carried out and in their order. It knows of
 * a write which read it was computed from, and of that, what was in it. It takes nothing from the journal.
 */
export class Witness {
  /** What each version has left. */
  readonly values: Value[]
  now: Value
  readonly #balance: string
  readonly #reads: Read[] = []
  readonly #opening: number
  #script: { told: Told; args: string[]; inner: Monitored[] } | undefined

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
        this.#script = { told: JSON.parse(text) as Told, args: own, inner: [] }
      }
    }
  }

  /** The script's commands are all there: it has booked something if it has written to the journal. */
  #end(): void {
    const script = this.#script
    this.#script = undefined
    if (!script?.inner.some(({ command }) => command === 'RPUSH')) return
    const { told, args, inner } = script
    const began = inner.findIndex(({ command }) => command === 'LLEN')
    const timed = inner.findIndex(({ command }) => command === 'TIME')
    // The last look at the balance before the time is that of the commit script itself.
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
    const given = told.parent !== undefined ? { version: told.parent, balance: told.seen } : told.reads?.[0]
    // Where both would give the same, it builds on what it met.
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
    if (!found) throw new Error(`nobody has read ${balance} in version ${version}`)
    return found
  }
}
