import type { AccountView } from '../../shared/account-view.ts'
import type { Entry } from '../../shared/journal.ts'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import { type AccountKeys, accountKeys } from '../account/keys.ts'
import type { Wire } from '../account/wire.ts'
import { readJournal } from './journal.ts'

/**
 * This node's copy of one epoch of a room's account, folded from the journal. Entries arrive by pub/sub, which may
 * miss some: versions are contiguous, so a gap is seen and filled from the journal.
 */
export class Replica {
  readonly epoch: number
  readonly opening: number
  readonly keys: AccountKeys
  readonly ledger: Ledger
  readonly #wire: Wire
  readonly #onChange: () => void
  /** What `GET` says beyond what the newest entry wrote; `null` when it is no whole number. */
  #beyond: number | null = 0
  #wanted = 0
  #catchingUp: Promise<void> | undefined

  constructor(wire: Wire, code: string, epoch: number, opening: number, onChange: () => void) {
    this.#wire = wire
    this.epoch = epoch
    this.opening = opening
    this.keys = accountKeys(code, epoch)
    this.ledger = createLedger(opening)
    this.#onChange = onChange
  }

  get version(): number {
    return this.ledger.lineage.head
  }

  /** The account as it is to be shown. Settle the ledger first. */
  view(): AccountView {
    const { totals } = this.ledger
    const beyond = this.#beyond
    return {
      opening: this.opening,
      version: totals.version,
      expected: totals.expected,
      actual: beyond === null ? null : totals.wrote + beyond,
      outside: totals.outside + (beyond ?? 0),
      applied: totals.applied,
      lostDeposits: { ...totals.lostDeposits },
      lostWithdrawals: { ...totals.lostWithdrawals },
      doubled: { ...totals.doubled },
      conflicts: totals.conflicts,
    }
  }

  /** Takes an entry that was published. One that leaves a gap is fetched with all before it. */
  heard(entry: Entry): void {
    if (entry.version === this.version + 1) this.#append(entry)
    else if (entry.version > this.version) void this.catchUp(entry.version).catch(() => {})
  }

  /** Reads the journal until version `wanted` is here, or the journal ends before it. Rejects without Redis. */
  async catchUp(wanted: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, wanted)
    this.#catchingUp ??= this.#fetch().finally(() => {
      this.#catchingUp = undefined
    })
    return this.#catchingUp
  }

  async #fetch(): Promise<void> {
    while (this.version < this.#wanted) {
      const entries = await readJournal(this.#wire, this.keys, this.version)
      if (entries.length === 0) return
      for (const entry of entries) if (entry.version === this.version + 1) this.#append(entry)
    }
  }

  /**
   * Compares this copy with Redis: fetches what was missed, notices a balance that none of our writes left there.
   * Answers `behind` when Redis holds less than was seen here: its history is not the one we know.
   */
  async compare(): Promise<'same' | 'behind'> {
    const [balance, versionText] = (await this.#wire.command([
      'MGET',
      this.keys.balance,
      this.keys.version,
    ])) as [string | null, string | null]
    if (versionText === null) {
      this.#setBeyond(null)
      return 'same'
    }
    const version = Number(versionText)
    if (version < this.version) {
      // Writes that arrived while the answer was under way are ahead of it, not lost: ask once more.
      const again = Number((await this.#wire.command(['GET', this.keys.version])) ?? -1)
      if (again < this.version) return 'behind'
      return 'same'
    }
    if (version > this.version) await this.catchUp(version)
    if (version !== this.version) return 'same'
    const whole = balance !== null && /^-?\d{1,15}$/.test(balance)
    this.#setBeyond(whole ? Number(balance) - this.ledger.totals.wrote : null)
    return 'same'
  }

  #setBeyond(beyond: number | null): void {
    if (beyond === this.#beyond) return
    this.#beyond = beyond
    this.#onChange()
  }

  #append(entry: Entry): void {
    this.ledger.append(entry)
    this.#beyond = 0
    this.#onChange()
  }
}
