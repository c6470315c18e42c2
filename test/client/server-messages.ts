import type { AccountView } from '../../shared/account-view.ts'
import { ERRORS, type ErrorCode } from '../../shared/errors.ts'
import type { Entry, PackedEntry } from '../../shared/journal.ts'
import { createLedger, type Ledger } from '../../shared/ledger.ts'
import { pack } from '../../shared/packed-entry.ts'

import type {
  Frame,
  Greeted,
  Player,
  ServerMessage,
  Settings,
  Snapshot,
  Verdict,
} from '../../shared/protocol.ts'
import { PROTOCOL } from '../../shared/protocol-version.ts'

/* Messages of a server to its pages, made for tests from a list of entries. */

export type Entered = Extract<ServerMessage, { type: 'entered' }>

export const ANA = 'ana-------'
export const BOB = 'bob-------'
export const EVE = 'eve-------'
/** A time of the Redis clock, in milliseconds. */
export const START = 1_767_261_600_000

const players: Player[] = [ANA, BOB, EVE].map((id, index) => ({
  id,
  number: index + 1,
  nickname: id.replace(/-+$/, ''),
  state: 'here',
}))

export const settings: Settings = {
  ...{ strategy: 'naive', client: 'ioredis', thinkMs: 0, jitterMs: 0 },
  ...{ overdraft: 'allowed', durable: false, lostReplies: 0 },
}

export const greeted: Greeted = {
  type: 'greeted',
  protocol: PROTOCOL,
  node: 'A',
  engine: { kind: 'embedded', name: 'an engine' },
  strategies: [],
  origins: [],
  now: START,
}

export function entered(player: string | null, change: Partial<Entered> = {}): Entered {
  const you = player === null ? null : { player, number: 1, nickname: player, secret: 's'.repeat(24) }
  return { type: 'entered', code: 'K7Q4MX', you, host: false, epoch: 1, history: [], ...change }
}

/** The next entry after `before`, computed from a read of the newest version, or of `parent`. */
export function entryAfter(
  before: readonly Entry[],
  player: string,
  amount: number,
  { opening = 100, ...change }: Partial<Entry> & { opening?: number } = {},
): Entry {
  const version = before.length + 1
  const parent = change.parent ?? version - 1
  const seen = before[parent - 1]?.wrote ?? opening
  return {
    ...{ version, parent, tx: `tx-${version}`.padEnd(21, '-'), player, amount, seen, wrote: seen + amount },
    ...{ attempts: 1, node: 'A', readAt: START + 100 * parent, wroteAt: START + 100 * version },
    expected: (before.at(-1)?.expected ?? opening) + (change.again ? 0 : amount),
    basis: 'read',
    ...change,
  }
}

/** A journal from short rows: player, amount, and other fields. */
export function journal(
  ...rows: [player: string, amount: number, change?: Partial<Entry>][]
): [Entry, ...Entry[]] {
  const entries: Entry[] = []
  for (const [player, amount, change] of rows) entries.push(entryAfter(entries, player, amount, change))
  return entries as [Entry, ...Entry[]]
}

export function ledgerOf(entries: readonly Entry[], opening = 100): Ledger {
  const ledger = createLedger(opening)
  for (const entry of entries) ledger.append(entry)
  ledger.settle()
  return ledger
}

function position(entries: readonly Entry[], opening: number, from: number) {
  const { wrote, old, ...totals } = ledgerOf(entries, opening).totals
  const account: AccountView = { opening, ...totals, actual: wrote, ...(old > 0 && { old: true }) }
  const at = entries.at(-1)?.wroteAt ?? START
  const packed: PackedEntry[] = entries.slice(from).map((entry) => pack(entry, at))
  return { at, epoch: 1, account, from, entries: packed }
}

/** A snapshot of the account after all of `entries`; those up to version `from` are left out. */
export function snapshot(
  entries: readonly Entry[],
  { opening = 100, from = 0, ...change }: Partial<Snapshot> & { opening?: number } = {},
): Snapshot {
  return {
    type: 'snapshot',
    ...position(entries, opening, from),
    settings,
    ...{ players, nodes: ['A'], standings: [], steps: [], unapplied: [] },
    ...change,
  }
}

/** A frame that leads to the account after all of `entries` and carries those after version `from`. */
export function frame(
  entries: readonly Entry[],
  { opening = 100, from = entries.length - 1, ...change }: Partial<Frame> & { opening?: number } = {},
): Frame {
  return { type: 'frame', ...position(entries, opening, Math.max(0, from)), ...change }
}

export const settled = (entry: Entry): ServerMessage => ({
  type: 'settled',
  tx: entry.tx,
  epoch: 1,
  receipt: { outcome: 'applied', entry },
})

/** The verdicts on these versions, by a server with the whole journal. */
export function verdictsOf({ lineage }: Ledger, versions: readonly number[]): Verdict[] {
  return versions.flatMap((version) => {
    const node = lineage.at(version)
    if (!node) return []
    const lostBy = lineage.at(node.lostBy)?.entry ?? null
    return [{ entry: node.entry, state: node.state === 'lost' ? 'lost' : 'live', lostBy }]
  })
}

export const error = (code: ErrorCode, about: { re?: string; tx?: string } = {}): ServerMessage => ({
  type: 'error',
  code,
  message: ERRORS[code].message,
  ...about,
})
