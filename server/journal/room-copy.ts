import type { AccountView } from '../../shared/account-view.ts'
import { sameWrite } from '../../shared/forgotten.ts'
import type { Entry } from '../../shared/journal.ts'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import { coalesced } from '../async/coalesced.ts'
import { type AccountKeys, accountKeys, SEGMENT } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import { compareJournal, readJournal } from './journal.ts'

/** Journal segments that one comparison reads at most; the next one goes on from there. */
const MOST_SEGMENTS = 16

/**
 * This node's copy of one epoch of a room's account, folded from the journal. Entries arrive by pub/sub, which may lose
 * some. Versions are contiguous, so a gap is noticed and filled from the journal.
 */
export class RoomCopy {
  readonly epoch: number
  readonly opening: number
  readonly keys: AccountKeys
  readonly ledger: Ledger
  readonly #wire: Wire
  readonly #onChange: () => void
  /** The balance in Redis minus what the newest entry wrote; `null` when the balance is not a whole number. */
  #outsideChange: number | null = 0
  /** The journal in Redis has shown the entries up to this version; newer ones came only by pub/sub. */
  #confirmedVersion = 0
  /** The oldest version that a published entry contradicts. */
  #contradictedFrom: number | undefined
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

  /** The journal in Redis has had the entries up to this version, but may have lost them since. */
  get confirmedVersion(): number {
    return this.#confirmedVersion
  }

  /** The account as players see it. Settle the ledger first. */
  view(): AccountView {
    const { totals } = this.ledger
    const beyond = this.#outsideChange
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
      wrong: { ...totals.wrong },
      refusedInBalance: { ...totals.refusedInBalance },
      falseRefusals: { ...totals.falseRefusals },
      forgotten: { ...totals.forgotten },
      conflicts: totals.conflicts,
      ...(totals.old > 0 && { old: true }),
    }
  }

  /**
   * Takes a published entry. If it leaves a gap, the journal is read up to it. The same when its expected balance does
   * not follow from this copy, because it may continue another history.
   */
  receive(entry: Entry): void {
    if (entry.version > this.version + 1 || (entry.version > this.version && !this.#continues(entry)))
      void this.catchUp(entry.version).catch(() => {})
    else if (entry.version === this.version + 1) this.#append(entry)
    else if (!this.#agrees(entry.version, entry))
      this.#contradictedFrom = Math.min(this.#contradictedFrom ?? entry.version, entry.version)
  }

  /** Reads the journal up to version `wanted`, or to its end. Rejects without Redis. */
  async catchUp(wanted: number): Promise<void> {
    if (this.version < wanted) await this.#follow()
  }

  async #fetch(): Promise<void> {
    for (;;) {
      const before = this.version
      const found = await this.#following(before)
      if (!found) return
      const agrees = found.every((entry) => {
        if (entry.version === this.version + 1) this.#append(entry)
        return this.#agrees(entry.version, entry)
      })
      if (agrees && this.#confirmedVersion >= before)
        this.#confirmedVersion = Math.max(this.#confirmedVersion, before + found.length)
      if (found.length === 0 || (before + found.length) % SEGMENT !== 0) return
    }
  }

  /** The entries after `version`, to the end of a segment; `undefined` if Redis has another one or none as `version`. */
  async #following(version: number): Promise<Entry[] | undefined> {
    if (version === 0) return readJournal(this.#wire, this.keys, 0)
    const [[same, ...rest], next] = await Promise.all([
      readJournal(this.#wire, this.keys, version - 1),
      version % SEGMENT === 0 ? readJournal(this.#wire, this.keys, version) : [],
    ])
    // Entries after a different entry belong to another history and must not be appended.
    return same && this.#agrees(version, same) ? [...rest, ...next] : undefined
  }

  /**
   * Compares this copy with Redis: reads missed entries, and notices a balance that was written from outside.
   * `other`: the journal in Redis has another entry where this copy has one, so it is another history, even if its
   * newest version is the same or a later one. `torn`: the version in Redis does not fit its journal, so the record was
   * changed from outside.
   */
  async compare(): Promise<'same' | 'other' | 'torn'> {
    const known = this.version
    const [counted, doubtful, newest] = await Promise.all([
      this.#wire.command(['MGET', this.keys.balance, this.keys.version]),
      this.#contradictedFrom === undefined ? 'same' : this.#check(this.#contradictedFrom, 1),
      this.#check(Math.max(1, this.#confirmedVersion), MOST_SEGMENTS),
    ])
    const [balance, versionText] = counted as [string | null, string | null]
    const version = Number(versionText ?? Number.NaN)
    const missingFrom = [doubtful, newest].filter((answer) => typeof answer === 'number')
    if (doubtful === 'other' || newest === 'other' || missingFrom.some((from) => version < from))
      return 'other'
    if (version > this.version || versionText === null) await this.#follow()
    // Newer entries have arrived meanwhile, so the balance that was read is out of date.
    if (version < this.version && known !== this.version) return 'same'
    const whole = versionText !== null && balance !== null && /^-?\d{1,15}$/.test(balance)
    this.#setBeyond(whole ? Number(balance) - this.ledger.totals.wrote : null)
    return version === this.version && missingFrom.length === 0 ? 'same' : 'torn'
  }

  /** Compares the journal from version `from` on. A number: the first version that the journal does not have. */
  async #check(from: number, segments: number): Promise<'same' | 'other' | number> {
    const known = this.version
    const contradicted = this.#contradictedFrom
    const held = (version: number): Entry | undefined => this.ledger.lineage.at(version)?.entry
    let next = from
    for (let read = 0; read < segments && next <= known; read++) {
      const alike = await compareJournal(this.#wire, this.keys, next - 1, held)
      if (alike === 'other') return alike
      if (alike === 0) return next
      next += alike
    }
    // The journal agrees with this copy, so the doubt is over as far as was read.
    if (
      contradicted !== undefined &&
      from <= contradicted &&
      this.#contradictedFrom === contradicted &&
      next > contradicted
    )
      this.#contradictedFrom = next > this.version ? undefined : next
    if (from <= this.#confirmedVersion + 1)
      this.#confirmedVersion = Math.max(this.#confirmedVersion, Math.min(next - 1, this.version))
    return 'same'
  }

  #setBeyond(beyond: number | null): void {
    if (beyond === this.#outsideChange) return
    this.#outsideChange = beyond
    this.#onChange()
  }

  #continues({ expected, amount, again }: Entry): boolean {
    const before = this.ledger.lineage.at(this.version)?.entry.expected ?? this.opening
    return expected === before + (again ? 0 : amount)
  }

  /** False when this copy has another entry as that version. */
  #agrees(version: number, entry: Entry): boolean {
    const held = this.ledger.lineage.at(version)
    return held === undefined || sameWrite(held.entry, entry)
  }

  #append(entry: Entry): void {
    this.ledger.append(entry)
    this.#outsideChange = 0
    this.#onChange()
  }
}
