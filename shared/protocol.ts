import { z } from 'zod'
import { AccountView } from './account-view.ts'
import { ERRORS, type ErrorCode } from './errors.ts'
import { HOST_MESSAGES } from './hosts.ts'
import { Amount, PackedEntry, PlayerId, Receipt, TxId } from './journal.ts'
import { DEFAULTS, LIMITS } from './limits.ts'
import { Reached, reached } from './reached.ts'
import { REQUEST_MESSAGES } from './requests.ts'
import { Rewound } from './rewound.ts'
import { NodeNames, Player, Settings, StandingView, StepView, Unapplied, Verdict } from './room-view.ts'
import { CLASS_CLIENT_MESSAGES, CLASS_SERVER_MESSAGES } from './rounds/class-messages.ts'
import { Code, Enter, Nickname } from './seat.ts'
import { ListedStrategy } from './strategy-card.ts'
import { ReadSource, Source, Strategies } from './strategy-messages.ts'

export type { HostDevice } from './hosts.ts'
export { PROTOCOL } from './protocol-version.ts'
export type { HostRequest, Requested, SeatRequest } from './requests.ts'
export * from './room-view.ts'
export { Enter, Seat } from './seat.ts'
export { ReadSource, Source, Strategies } from './strategy-messages.ts'

const Opening = z.int().min(-LIMITS.opening).max(LIMITS.opening)
const Milliseconds = z.int()
const Sent = z.number().describe('Your clock when you sent the `ping`, in any unit.')

/* ---- what clients send: imperative ---- */

export const Create = z.strictObject({
  type: z.literal('create'),
  opening: Opening.optional().describe(
    `The balance the account opens with; ${DEFAULTS.opening} when absent.`,
  ),
})

export const Find = z.strictObject({ type: z.literal('find'), code: Code })

export const Fire = z.strictObject({
  type: z.literal('fire'),
  tx: TxId.describe('Made by you, at random (nanoid), once per transaction.'),
  amount: Amount.describe('Deposit above zero, withdrawal below; never zero.'),
  epoch: z
    .int()
    .positive()
    .describe('The epoch that the player saw when firing. In a later epoch the transaction is not applied.'),
  again: z
    .literal(true)
    .optional()
    .describe('On a re-send: the server looks for the outcome first and starts only if there is none.'),
})
export const Inspect = z.strictObject({
  type: z.literal('inspect'),
  versions: z.array(z.int().positive()).min(1).max(LIMITS.inspect).describe('Versions, in any order.'),
})
export const Configure = z.strictObject({ type: z.literal('configure'), ...Settings.partial().shape })
/** The settings to change; those that are absent stay. */
export type SettingsChange = Omit<z.infer<typeof Configure>, 'type'>
export const Reset = z.strictObject({
  type: z.literal('reset'),
  opening: Opening.describe('The balance the next account opens with.'),
})
export const Rename = z.strictObject({ type: z.literal('rename'), nickname: Nickname })
export const Kick = z.strictObject({ type: z.literal('kick'), player: PlayerId.describe('Who to remove.') })
export const KillNode = z.strictObject({
  type: z.literal('kill-node'),
  node: z.string().max(16).describe('Its name, one of `nodes`.'),
})
export const Leave = z.strictObject({ type: z.literal('leave') })
export const Ping = z.strictObject({ type: z.literal('ping'), sent: Sent })

export const ClientMessage = z.discriminatedUnion('type', [
  Create,
  Find,
  Enter,
  Fire,
  Inspect,
  ReadSource,
  Configure,
  Reset,
  Rename,
  Kick,
  ...REQUEST_MESSAGES.client,
  ...HOST_MESSAGES.client,
  KillNode,
  ...CLASS_CLIENT_MESSAGES,
  Leave,
  Ping,
])
export type ClientMessage = z.infer<typeof ClientMessage>

/* ---- what the server sends: past tense or nouns ---- */

export const EngineView = z.object({
  kind: z
    .enum(['external', 'local', 'embedded'])
    .describe('Your own Redis, one that the server started, or the one in JavaScript.'),
  name: z.string().describe('Product and version, for people.'),
})
export const Greeted = z.object({
  type: z.literal('greeted'),
  protocol: z.int().describe('The version of this protocol the server speaks.'),
  node: z.string().describe('The name of the node you are connected to.'),
  chaos: z.literal(true).optional().describe('A host may kill nodes with `kill-node`.'),
  engine: EngineView.describe('The Redis it uses.'),
  strategies: z.array(ListedStrategy).describe('The strategies that a room can choose.'),
  ...reached,
  now: Milliseconds.describe('The clock of Redis.'),
})
export const Created = z.object({
  type: z.literal('created'),
  code: z.string().describe('The room.'),
  hostToken: z.string().describe('A client that sends it on `enter` is host. It cannot be asked for again.'),
})
export const Found = z.object({ type: z.literal('found'), code: z.string().describe('The room.') })

export const You = z.object({
  player: z.string().describe('Your id.'),
  number: z.int().describe('1 for the first who joined.'),
  nickname: z.string().describe('As the room shows it.'),
  secret: z.string().describe('Proves that the seat is yours when you resume. Store it and keep it secret.'),
})

export const Entered = z.object({
  type: z.literal('entered'),
  code: z.string().describe('The room, in capitals and without a dot.'),
  you: You.nullable().describe('Your seat; null for a screen.'),
  host: z.boolean().describe('You may `configure`, `reset` and `kick`.'),
  epoch: z.int().positive().describe('The epoch of `history`.'),
  history: z
    .array(Verdict)
    .describe(`Your newest writes, ${LIMITS.history} at most, oldest first, however old they are.`),
})

/** Where the account stands, and how it got there. */
const Position = {
  at: Milliseconds.describe('When the server made the message, on the clock of Redis.'),
  epoch: z.int().positive().describe("The number of the account's current life."),
  account: AccountView.describe('The account after the last entry.'),
  from: z.int().nonnegative().describe('`entries` are the versions `from` + 1 up to `account.version`.'),
  entries: z.array(PackedEntry).describe('Committed writes, oldest first, without gaps.'),
}

/** Everything about the room, once: on entering, after a reset, and when a slow connection missed frames. */
export const Snapshot = z.object({
  type: z.literal('snapshot'),
  ...Position,
  settings: Settings.describe('The current settings.'),
  players: z.array(Player).describe('All who ever joined.'),
  nodes: NodeNames,
  standings: z.array(StandingView).describe('Of all players.'),
  steps: z.array(StepView).describe('Steps of the running transactions.'),
  unapplied: z.array(Unapplied).describe('The newest transactions that were not applied, oldest first.'),
})
export type Snapshot = z.infer<typeof Snapshot>

/** All that happened in the room since the last frame; at most one per tick. Absent fields did not change. */
export const Frame = z.object({
  type: z.literal('frame'),
  ...Position,
  steps: z.array(StepView).optional().describe('Steps that began since the last frame.'),
  unapplied: z.array(Unapplied).optional().describe('New ones, and those whose `falselyRefused` changed.'),
  settings: Settings.optional().describe('The new settings.'),
  players: z.array(Player).optional().describe('All players, because one of them changed.'),
  nodes: NodeNames.optional(),
  standings: z.array(StandingView).optional().describe('Standings that changed; up to 250 ms late.'),
})
export type Frame = z.infer<typeof Frame>

/** The stored outcome of one of your transactions. Sent once to each of your connections. */
export const Settled = z.object({
  type: z.literal('settled'),
  tx: z.string().describe('The transaction.'),
  epoch: z.int().describe('The epoch it was fired in.'),
  receipt: Receipt.describe('Its outcome.'),
  replicas: z
    .int()
    .nonnegative()
    .optional()
    .describe(
      'Only in a room with `durable`, for an applied transaction: how many replicas confirmed it. 0: none in time.',
    ),
})
/** The outcome is in doubt (no answer from Redis); a `settled` follows as soon as it is certain. */
export const Checking = z.object({
  type: z.literal('checking'),
  tx: z.string().describe('The transaction.'),
})
export const Verdicts = z.object({
  type: z.literal('verdicts'),
  epoch: z.int().describe('The epoch they are about.'),
  verdicts: z.array(Verdict).describe('One per version that exists.'),
})
export const Renamed = z.object({
  type: z.literal('renamed'),
  nickname: z.string().describe('As the room shows it now.'),
})
export const Ended = z.object({
  type: z.literal('ended'),
  reason: z.enum(['left', 'kicked', 'expired', 'server-stopping']).describe('Why.'),
})
export const Pong = z.object({
  type: z.literal('pong'),
  sent: Sent,
  now: Milliseconds.describe('The clock of Redis.'),
  redis: z.enum(['up', 'down']).describe('`down`: the bank is closed, and what you see may be out of date.'),
})
export const ErrorMessage = z.object({
  type: z.literal('error'),
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]).describe('For programs.'),
  message: z.string().describe('For people: what happened and what to do.'),
  re: z.string().optional().describe('The type of the message that was refused, if it had one.'),
  tx: z.string().optional().describe('The `tx` of that message, if it had one.'),
})

export const ServerMessage = z.discriminatedUnion('type', [
  Greeted,
  Strategies,
  Source,
  Reached,
  Created,
  Found,
  Entered,
  Snapshot,
  Frame,
  Rewound,
  Settled,
  Checking,
  Verdicts,
  Renamed,
  ...REQUEST_MESSAGES.server,
  ...HOST_MESSAGES.server,
  ...CLASS_SERVER_MESSAGES,
  Ended,
  Pong,
  ErrorMessage,
])
export type ServerMessage = z.infer<typeof ServerMessage>
export type Greeted = z.infer<typeof Greeted>
export type EngineView = z.infer<typeof EngineView>
