import type { Reply } from '../wire.ts'
import { SLOTS } from './key-slot.ts'
import { placeSaidBy } from './redirect.ts'

/** The known owners of the slots. Servers are named "host:port". */
export class SlotMap {
  #owners: (string | undefined)[] = new Array(SLOTS)
  #summary: { whole: boolean; owners: ReadonlySet<string> } | undefined

  /** The slot's server; `undefined` when none is known. */
  ownerOf(slot: number): string | undefined {
    return this.#owners[slot]
  }

  /** `whole`: every slot has a server. `owners`: all servers that have a slot. */
  get summary(): { whole: boolean; owners: ReadonlySet<string> } {
    this.#summary ??= {
      whole: !this.#owners.includes(undefined),
      owners: new Set(this.#owners.filter((owner) => owner !== undefined)),
    }
    return this.#summary
  }

  set(slot: number, owner: string): void {
    this.#owners[slot] = owner
    this.#summary = undefined
  }

  /** Takes over the answer of `asked` to `CLUSTER SLOTS`. True when a slot has changed. */
  read(answer: Reply, asked: string): boolean {
    const before = this.#owners
    this.#owners = new Array(SLOTS)
    this.#summary = undefined
    for (const [from, to, [host, port]] of answer as [number, number, [string | null, number]][]) {
      // "?": that server is configured to announce a hostname and has none.
      const owner = host === '?' ? undefined : placeSaidBy(asked, `${host ?? ''}:${port}`)
      this.#owners.fill(owner, from, to + 1)
    }
    return this.#owners.some((owner, slot) => owner !== before[slot])
  }
}
