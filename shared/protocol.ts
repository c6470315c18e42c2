import { z } from 'zod'
import { AccountView } from './account-view.ts'
import { ERRORS, type ErrorCode } from './errors.ts'
import { Amount, Entry, PlayerId, Receipt, TxId, Why } from './journal.ts'
import { LIMITS } from './limits.ts'
import { StrategyCard } from './strategy-card.ts'

export { PROTOCOL } from './protocol-version.ts'

export const ClientKind = z.enum(['ioredis', 'redis'])
export type ClientKind = z.infer<typeof ClientKind>

const Secret = z.string().min(16).max(64)
const Code = z.string().max(16)
const Opening = z.int().min(-LIMITS.opening).max(LIMITS.opening)
const ThinkMs = z.int().min(0).max(LIMITS.thinkMs)
const JitterMs = z.int().min(0).max(LIMITS.jitterMs)
const Milliseconds = z.int()

export const Settings = z.object({
  strategy: z.string(),
  /** The Redis library the server uses for this room's transactions. */
  client: ClientKind,
  /** Pause between read and write, and how much it varies either way, both in milliseconds. */
  thinkMs: ThinkMs,
  jitterMs: JitterMs,
})
export type Settings = z.infer<typeof Settings>

/* ---- what clients send: imperative ---- */

export const Create = z.strictObject({ type: z.literal('create'), opening: Opening.optional() })

export const Seat = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new'), nickname: z.string().max(200) }),
  z.strictObject({ kind: z.literal('resume'), player: PlayerId, secret: Secret }),
  z.strictObject({ kind: z.literal('screen') }),
])
export type Seat = z.infer<typeof Seat>

export const Enter = z.strictObject({
  type: z.literal('enter'),
  protocol: z.int(),
  code: Code,
  seat: Seat,
  hostToken: Secret.optional(),
})
export const Fire = z.strictObject({
  type: z.literal('fire'),
  tx: TxId,
  amount: Amount,
  /** The epoch the player saw when pressing; in a later one the transaction is not applied. */
  epoch: z.int().positive(),
  /** Set on a re-send: the server looks for the outcome first and starts only if there is none. */
  again: z.literal(true).optional(),
})
export const Inspect = z.strictObject({
  type: z.literal('inspect'),
  versions: z.array(z.int().positive()).min(1).max(LIMITS.inspect),
})
export const Configure = z.strictObject({ type: z.literal('configure'), ...Settings.partial().shape })
/** The settings to change; those that are absent stay. */
export type SettingsChange = Omit<z.infer<typeof Configure>, 'type'>
export const Reset = z.strictObject({ type: z.literal('reset'), opening: Opening })
export const Rename = z.strictObject({ type: z.literal('rename'), nickname: z.string().max(200) })
export const Kick = z.strictObject({ type: z.literal('kick'), player: PlayerId })
export const Leave = z.strictObject({ type: z.literal('leave') })
export const Ping = z.strictObject({ type: z.literal('ping'), sent: z.number() })

export const ClientMessage = z.discriminatedUnion('type', [
  Create,
  Enter,
  Fire,
  Inspect,
  Configure,
  Reset,
  Rename,
  Kick,
  Leave,
  Ping,
])
export type ClientMessage = z.infer<typeof ClientMessage>

/* ---- what the server sends: past tense or nouns ---- */

export const EngineView = z.object({
  kind: z.enum(['external', 'local', 'embedded']),
  name: z.string(),
})
export const Greeted = z.object({
  type: z.literal('greeted'),
  protocol: z.int(),
  node: z.string(),
  engine: EngineView,
  strategies: z.array(StrategyCard),
  /** Where other devices on the network reach this server, best guess first; the page makes its QR code of it. */
  origins: z.array(z.string()),
  now: Milliseconds,
})
export const Created = z.object({ type: z.literal('created'), code: z.string(), hostToken: z.string() })

export const Player = z.object({
  id: z.string(),
  /** 1 for the first who joined. */
  number: z.int().positive(),
  nickname: z.string(),
  state: z.enum(['here', 'away', 'left', 'kicked']),
})
export type Player = z.infer<typeof Player>

export const StandingView = z.object({
  player: z.string(),
  acknowledged: z.int(),
  effect: z.int(),
  applied: z.int(),
  lost: z.int(),
})
export type StandingView = z.infer<typeof StandingView>

/** What a transaction under way is doing. Only steps slow enough to see are told. */
export const StepView = z.object({
  tx: z.string(),
  player: z.string(),
  amount: z.int(),
  /** `read`: has read `seen` and thinks. `think`: thinks and has read nothing. `backoff`: was refused and waits. */
  point: z.string(),
  seen: z.int().optional(),
  attempt: z.int().positive(),
  at: Milliseconds,
  until: Milliseconds,
})
export type StepView = z.infer<typeof StepView>

/** A transaction that ended without being applied. */
export const Unapplied = z.object({
  tx: z.string(),
  player: z.string(),
  amount: z.int(),
  outcome: z.enum(['rejected', 'gave-up', 'failed']),
  why: Why,
  attempts: z.int(),
  at: Milliseconds,
})
export type Unapplied = z.infer<typeof Unapplied>

export const You = z.object({ player: z.string(), number: z.int(), nickname: z.string(), secret: z.string() })

export const Entered = z.object({
  type: z.literal('entered'),
  code: z.string(),
  you: You.nullable(),
  host: z.boolean(),
})

/** Everything about the room, once: on entering, after a reset, and when a slow connection missed frames. */
export const Snapshot = z.object({
  type: z.literal('snapshot'),
  at: Milliseconds,
  epoch: z.int().positive(),
  settings: Settings,
  account: AccountView,
  players: z.array(Player),
  standings: z.array(StandingView),
  /** `entries` are the versions `from` + 1 up to `account.version`: the newest suffix of the journal. */
  from: z.int().nonnegative(),
  entries: z.array(Entry),
  steps: z.array(StepView),
  unapplied: z.array(Unapplied),
})
export type Snapshot = z.infer<typeof Snapshot>

/** All that happened in the room since the last frame; at most one per tick. Absent fields did not change. */
export const Frame = z.object({
  type: z.literal('frame'),
  at: Milliseconds,
  epoch: z.int().positive(),
  account: AccountView,
  /** `entries` are the versions `from` + 1 up to `account.version`. More than one past what you had: a digest, start anew. */
  from: z.int().nonnegative(),
  entries: z.array(Entry),
  steps: z.array(StepView).optional(),
  unapplied: z.array(Unapplied).optional(),
  settings: Settings.optional(),
  players: z.array(Player).optional(),
  standings: z.array(StandingView).optional(),
})
export type Frame = z.infer<typeof Frame>

/** The stored outcome of one of your transactions. Sent once to each of your connections. */
export const Settled = z.object({
  type: z.literal('settled'),
  tx: z.string(),
  epoch: z.int(),
  receipt: Receipt,
})
/** The outcome is in doubt (no answer from Redis); a `settled` follows as soon as it is certain. */
export const Checking = z.object({ type: z.literal('checking'), tx: z.string() })
export const Verdict = z.object({
  entry: Entry,
  state: z.enum(['live', 'lost']),
  /** The write that overwrote it, when it is lost. */
  lostBy: Entry.nullable(),
})
export type Verdict = z.infer<typeof Verdict>
export const Verdicts = z.object({ type: z.literal('verdicts'), epoch: z.int(), verdicts: z.array(Verdict) })
export const Renamed = z.object({ type: z.literal('renamed'), nickname: z.string() })
export const Ended = z.object({
  type: z.literal('ended'),
  reason: z.enum(['left', 'kicked', 'expired', 'server-stopping']),
})
export const Pong = z.object({ type: z.literal('pong'), sent: z.number(), now: Milliseconds })
export const ErrorMessage = z.object({
  type: z.literal('error'),
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  /** The type of the message that was refused, and the transaction if it was a `fire`. */
  re: z.string().optional(),
  tx: z.string().optional(),
})

export const ServerMessage = z.discriminatedUnion('type', [
  Greeted,
  Created,
  Entered,
  Snapshot,
  Frame,
  Settled,
  Checking,
  Verdicts,
  Renamed,
  Ended,
  Pong,
  ErrorMessage,
])
export type ServerMessage = z.infer<typeof ServerMessage>
export type Greeted = z.infer<typeof Greeted>
export type EngineView = z.infer<typeof EngineView>
