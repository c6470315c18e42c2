import { BankError } from '../../shared/errors.ts'
import type { Settings } from '../../shared/protocol.ts'
import { coalesced } from '../async/coalesced.ts'
import { repeating } from '../async/repeating.ts'
import type { Fanout } from '../fanout/fanout.ts'
import type { FrameBuilder } from '../fanout/frame-builder.ts'
import { RoomCopy } from '../journal/room-copy.ts'
import { UnappliedList } from '../journal/unapplied-list.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import type { Acknowledgements } from '../rollback/acknowledgements.ts'
import { ForgottenStore } from '../rollback/forgotten-store.ts'
import { RollbackDetector } from '../rollback/rollback-detector.ts'
import { RollbackNotices } from '../rollback/rollback-notices.ts'
import type { Classroom } from '../rounds/classroom.ts'
import type { FiredCount } from '../rounds/fired-count.ts'
import type { InFlight } from '../transaction/in-flight.ts'
import type { RoomEvent } from '../transaction/room-event.ts'
import type { RoomServices } from '../transaction/room-services.ts'
import { dispatchEvent } from './dispatch-event.ts'
import { adoptHost } from './host-store.ts'
import type { Hosts } from './hosts.ts'
import { createKeepAlive } from './keep-alive.ts'
import { listenToRoom } from './listen-to-room.ts'
import type { Requests } from './requests.ts'
import { loadRoom, type RoomRecord, settingsOf } from './room-store.ts'
import type { Roster } from './roster.ts'
import { sameFields } from './same-fields.ts'

/** An active room compares itself with Redis twice a second. */
const COMPARE_MS = 500

export interface RoomFollowerOptions {
  code: string
  services: RoomServices
  fanout: Fanout
  frameBuilder: FrameBuilder
  roster: Roster
  requests: Requests
  hosts: Hosts
  inFlight: InFlight
  fired: FiredCount
  classroom: Classroom
  acknowledgements: Acknowledgements
  logOnce(what: string, work: () => Promise<void>): Promise<void>
  /** Redis does not have the room any more. */
  onExpired(): void
}

/** Follows one room in Redis: its record, the copy of its account, and its forgotten transactions. */
export class RoomFollower {
  readonly rollback: RollbackDetector
  readonly #options: RoomFollowerOptions
  readonly #forgotten: ForgottenStore
  readonly #unapplied: UnappliedList
  readonly #keepAlive: ReturnType<typeof createKeepAlive>
  #record: RoomRecord
  #copy: RoomCopy
  /** The history in Redis differs from this copy: load it again. */
  #startOver = false
  #closed = false
  #unlisten: () => Promise<void> = async () => {}
  #stopComparing = (): void => {}
  readonly reload = coalesced(() => this.#options.logOnce('could not be reloaded', () => this.#load()))

  constructor(options: RoomFollowerOptions, record: RoomRecord, copy: RoomCopy) {
    const { code, services, fanout, frameBuilder, inFlight, fired, acknowledgements } = options
    const { ioredis, redis } = services.wires
    this.#options = options
    this.#record = record
    this.#copy = copy
    this.#forgotten = new ForgottenStore([ioredis, redis], roomKeys(code).channel)
    const notices = new RollbackNotices(fanout)
    const { now } = services.clock
    this.rollback = new RollbackDetector(
      { acknowledgements, store: this.#forgotten, notices, inFlight, now },
      copy,
    )
    this.#unapplied = new UnappliedList(
      this.#wire,
      () => this.#copy,
      (one) => {
        frameBuilder.unapplied(one)
        fired.unapplied(one)
        this.rollback.unapplied(one)
        fanout.changed()
      },
    )
    this.#keepAlive = createKeepAlive(this.#wire, code)
  }

  get record(): RoomRecord {
    return this.#record
  }
  get settings(): Settings {
    return settingsOf(this.#record)
  }
  get copy(): RoomCopy {
    return this.#copy
  }

  /** Loads the room and begins to follow it. Rejects without Redis. */
  async open(): Promise<void> {
    const { code, frameBuilder, roster, fired, classroom, logOnce } = this.#options
    // Listen first, then read: so a write in between is received or read, never missed.
    this.#unlisten = await listenToRoom(this.#wire, code, (event) => this.#receive(event))
    await this.rollback.load(this.#copy)
    const unapplied = await this.#unapplied.all(this.#copy)
    frameBuilder.begin(this.#copy, unapplied)
    fired.begin(this.#copy, unapplied)
    this.rollback.begin(this.#copy)
    await roster.open()
    await classroom.load()
    this.#stopComparing = repeating(COMPARE_MS, () =>
      logOnce('could not be compared with Redis', () => this.#compare()),
    )
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopComparing()
    await this.#unlisten().catch(() => {})
  }

  /** The wire for everything except the players' transactions. */
  get #wire(): Wire {
    return this.#options.services.wires.ioredis
  }

  #receive(event: RoomEvent): void {
    if (this.#closed) return
    const { frameBuilder, fanout, roster, requests, hosts, classroom } = this.#options
    const [copy, forgotten, unapplied, reload] = [this.#copy, this.#forgotten, this.#unapplied, this.reload]
    dispatchEvent(event, {
      copy,
      frameBuilder,
      fanout,
      roster,
      requests,
      hosts,
      classroom,
      forgotten,
      unapplied,
      reload,
    })
  }

  /** Reads the room's record again: it may have new settings or a new epoch, or have expired. */
  async #load(): Promise<void> {
    const { code, frameBuilder, fanout, roster, hosts, fired } = this.#options
    const record = await loadRoom(this.#wire, code)
    if (this.#closed) return
    if (!record) return this.#options.onExpired()
    if (record.hostChanges !== this.#record.hostChanges) void hosts.changed()
    if (record.epoch === this.#record.epoch && !this.#startOver) {
      if (record.changes !== this.#record.changes) void roster.reload()
      const settings = settingsOf(record)
      const changed = !sameFields(settings, this.settings)
      this.#record = record
      if (!changed) return
      frameBuilder.settings(settings)
      return fanout.changed()
    }
    // The room switches only to a complete copy. Without an answer it keeps the old one and retries.
    const copy = newCopy(this.#options, record)
    if ((await this.rollback.load(copy)) === 'torn' && record.epoch === this.#record.epoch)
      throw new Error('the journal in Redis is damaged')
    const unapplied = await this.#unapplied.all(copy)
    this.#startOver = false
    this.#record = record
    this.#copy = copy
    frameBuilder.begin(copy, unapplied)
    fired.begin(copy, unapplied)
    frameBuilder.settings(settingsOf(record))
    fanout.restart()
    if (this.rollback.begin(copy)) void roster.reload()
    // Events that were published during the load did not reach the new copy.
    await this.rollback.compare()
    await this.#unapplied.compare()
  }

  async #compare(): Promise<void> {
    const { code } = this.#options
    if (!this.#wire.reaches(roomKeys(code).room)) return
    const answer = await this.rollback.compare()
    if (answer === 'other') this.#startOver = true
    else await this.#unapplied.compare()
    // The event about a change may have been missed.
    const record = await loadRoom(this.#wire, code)
    if (this.#startOver || !record || !sameFields(record, this.#record)) await this.reload()
    await this.#options.classroom.tick()
    await this.#keepAlive(this.#record.epoch, this.#copy.version)
  }
}

/** Creates an empty copy of the current account; `compare` fills it. */
export function newCopy(
  {
    code,
    services,
    fanout,
  }: Pick<RoomFollowerOptions, 'code' | 'services'> & { fanout: Pick<Fanout, 'changed'> },
  { epoch, opening }: RoomRecord,
): RoomCopy {
  return new RoomCopy(services.wires.ioredis, code, epoch, opening, () => fanout.changed())
}

/** Reads the room's record; the host of an older version becomes one of this. Throws `BankError` `unknown-room`. */
export async function requireRecord(wire: Wire, code: string): Promise<RoomRecord> {
  const record = await loadRoom(wire, code)
  if (!record) throw new BankError('unknown-room')
  if (record.hostHash !== '') await adoptHost(wire, code)
  return record
}
