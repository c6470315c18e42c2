import { BankError } from '../../shared/errors.ts'
import { type History, operationsOf } from '../../shared/history/operation.ts'
import type { Entry } from '../../shared/journal.ts'
import type { Unapplied } from '../../shared/protocol.ts'
import { readWholeJournal } from '../journal/journal.ts'
import { readUnapplied } from '../journal/unapplied-list.ts'
import { type AccountKeys, accountKeys } from '../redis/keys.ts'
import { RefusedByRedis, type Wire } from '../redis/wire.ts'
import { loadPlayers } from './player-store.ts'
import { loadRoom } from './room-store.ts'

export interface RoomHistory extends History {
  epoch: number
}

/** That epoch has not begun, or its record is gone. `current`: the newest epoch. */
export class UnknownEpoch extends Error {
  readonly current: number
  constructor(current: number) {
    super(`the epochs so far are 1 to ${current}`)
    this.name = 'UnknownEpoch'
    this.current = current
  }
}

/** Part of the record was deleted or changed from outside, so the rest would give a false history. */
export class RecordDamaged extends Error {
  constructor() {
    super('the journal does not hold all that was written')
    this.name = 'RecordDamaged'
  }
}

/**
 * Reads the whole history of a room's account in one epoch, by default the current one, from Redis. The room need not
 * be open on this node. Throws `BankError` `unknown-room`, `UnknownEpoch`, `RecordDamaged`.
 */
export async function roomHistory(wire: Wire, code: string, asked?: number): Promise<RoomHistory> {
  const room = await loadRoom(wire, code)
  if (!room) throw new BankError('unknown-room')
  const epoch = asked ?? room.epoch
  if (epoch > room.epoch) throw new UnknownEpoch(room.epoch)
  const record = await readRecord(wire, accountKeys(code, epoch))
  if (!record) {
    // The keys of an earlier epoch are not kept alive, so missing ones are no sign of damage there.
    throw epoch < room.epoch ? new UnknownEpoch(room.epoch) : new RecordDamaged()
  }
  const { opening, entries, unapplied } = record
  const nicknames = new Map((await loadPlayers(wire, code)).map(({ id, nickname }) => [id, nickname]))
  return { epoch, opening, operations: operationsOf(entries, unapplied, (id) => nicknames.get(id)) }
}

interface AccountRecord {
  opening: number
  entries: Entry[]
  unapplied: Unapplied[]
}

/** Reads the record of one epoch; `undefined` when part of it is missing. */
async function readRecord(wire: Wire, keys: AccountKeys): Promise<AccountRecord | undefined> {
  try {
    // The version first: writes in between make the journal longer than that, never shorter.
    const [version, expected] = (await wire.command(['MGET', keys.version, keys.expected])) as (
      | string
      | null
    )[]
    const entries = await readWholeJournal(wire, keys)
    const whole = entries.length >= Number(version) && entries.every((entry, i) => entry.version === i + 1)
    if (version == null || expected == null || !whole) return undefined
    const [first] = entries
    return {
      // The room knows only the opening balance of its current epoch.
      opening: first ? first.expected - first.amount : Number(expected),
      entries,
      unapplied: await readUnapplied(wire, keys),
    }
  } catch (error) {
    if (error instanceof RefusedByRedis && error.code === 'WRONGTYPE') return undefined
    throw error
  }
}
