import type { AccountView } from '../../../shared/account-view.ts'
import type { Entry } from '../../../shared/journal.ts'

/** What one player was last told of the account. */
export interface LastAccount {
  nickname: string
  epoch: number
  account: AccountView
}

/** Problems that are told one by one; more are counted. */
const MOST_TOLD = 10

/** What all players together have seen of the room's history. Each write is kept once. */
export class Sightings {
  /** By epoch and version. */
  readonly #writes = new Map<number, Map<number, Entry>>()
  readonly #openings = new Map<number, number>()
  readonly #accounts = new Map<string, LastAccount>()
  readonly problems: string[] = []
  /** Problems in all. */
  differences = 0

  /** A player has got a frame or a snapshot. */
  see({ nickname, epoch, account }: LastAccount, entries: readonly Entry[]): void {
    this.#accounts.set(nickname, { nickname, epoch, account })
    this.#openings.set(epoch, account.opening)
    let writes = this.#writes.get(epoch)
    if (!writes) {
      writes = new Map()
      this.#writes.set(epoch, writes)
    }
    for (const entry of entries) {
      const known = writes.get(entry.version)
      if (!known) writes.set(entry.version, entry)
      else if (known !== entry && !isSame(known, entry)) this.#differs(nickname, epoch, known, entry)
    }
  }

  /** The writes of an epoch, by version. */
  writesOf(epoch: number): ReadonlyMap<number, Entry> {
    return this.#writes.get(epoch) ?? new Map()
  }

  /** The balance of version 0. */
  openingOf(epoch: number): number {
    return this.#openings.get(epoch) ?? 0
  }

  get epochs(): number[] {
    return [...this.#writes.keys()].sort((one, other) => one - other)
  }

  get accounts(): LastAccount[] {
    return [...this.#accounts.values()]
  }

  #differs(nickname: string, epoch: number, known: Entry, entry: Entry): void {
    this.differences += 1
    if (this.problems.length < MOST_TOLD)
      this.problems.push(
        `${nickname} saw ${told(entry)} as version ${entry.version} of epoch ${epoch}, and another player saw ${told(known)}`,
      )
  }
}

const told = ({ player, amount, seen, wrote }: Entry): string =>
  `${amount} of player ${player} (${seen} → ${wrote})`

const isSame = (one: Entry, other: Entry): boolean => JSON.stringify(one) === JSON.stringify(other)
