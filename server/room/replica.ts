import type { AccountView } from '../../shared/account-view.ts'
import type { Entry } from '../../shared/journal.ts'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import { type AccountKeys, accountKeys, SEGMENT } from '../account/keys.ts'
import type { Wire } from '../account/wire.ts'
import { coalesced } from './coalesced.ts'
import { readJournal, sameEntry } from './journal.ts'

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
  /** The oldest version of which something else was heard than is known here. */
  #doubted: number | undefined
  readonly #follow = coalesced(() => this.#fetch())

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
    if (entry.version > this.version + 1) void this.catchUp(entry.version).catch(() => {})
    else if (entry.version === this.version + 1) this.#append(entry)
    else if (!this.#agrees(entry.version, entry))
      this.#doubted = Math.min(this.#doubted ?? entry.version, entry.version)
  }

  /** Reads the journal until version `wanted` is here, or the journal ends before it. Rejects without Redis. */
  async catchUp(wanted: number): Promise<void> {
    if (this.version < wanted) await this.#follow()
  }

  async #fetch(): Promise<void> {
    for (;;) {
      const before = this.version
      for (const entry of await readJournal(this.#wire, this.keys, before)) {
        if (entry.version === this.version + 1) this.#append(entry)
      }
      if (this.version === before || this.version % SEGMENT !== 0) return
    }
  }

  /**
   * Compares this copy with Redis: fetches what was missed, notices a balance that none of our writes left there.
   * `other`: the journal in Redis has something else where this copy has its newest entry (or one that is doubted), so
   * its history is another one. `torn`: Redis counts other versions than its journal tells of, so somebody has meddled with the record.
   */
  async compare(): Promise<'same' | 'other' | 'torn'> {
    const first = this.#doubted ?? this.version
    const [counted, there] = await Promise.all([
      this.#wire.command(['MGET', this.keys.balance, this.keys.version]),
      first === 0 ? [] : readJournal(this.#wire, this.keys, first - 1),
    ])
    const [balance, versionText] = counted as [string | null, string | null]
    const version = Number(versionText ?? Number.NaN)
    const gone = first > 0 && there.length === 0
    if (gone ? version < first : there.some((entry, i) => !this.#agrees(first + i, entry))) return 'other'
    // What was doubted was not the truth then; a long history is looked at bit by bit.
    const next = first + there.length
    if (this.#doubted === first && !gone) this.#doubted = next > this.version ? undefined : next
    if (version > this.version || versionText === null) await this.#follow()
    // Newer entries have arrived meanwhile: this balance is an old one.
    if (version < this.version && first !== this.version) return 'same'
    const whole = versionText !== null && balance !== null && /^-?\d{1,15}$/.test(balance)
    this.#setBeyond(whole ? Number(balance) - this.ledger.totals.wrote : null)
    return version === this.version && !gone ? 'same' : 'torn'
  }

  #setBeyond(beyond: number | null): void {
    if (beyond === this.#beyond) return
    this.#beyond = beyond
    this.#onChange()
  }

  /** False when something else is known here as that version. */
  #agrees(version: number, entry: Entry): boolean {
    const held = this.ledger.lineage.at(version)
    return held === undefined || sameEntry(held.entry, entry)
  }

  #append(entry: Entry): void {
    this.ledger.append(entry)
    this.#beyond = 0
    this.#onChange()
  }
}
