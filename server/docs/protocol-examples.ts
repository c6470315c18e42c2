import { ERRORS } from '../../shared/errors.ts'
import { pack } from '../../shared/packed-entry.ts'
import { PROTOCOL, type ServerMessage } from '../../shared/protocol.ts'
import { CLASS_SERVER_EXAMPLES } from './class-examples.ts'
import type { Documented, DocumentedAll } from './documented.ts'
import { PEOPLE_SERVER_EXAMPLES } from './people-examples.ts'
import {
  ana,
  anaEntry,
  anaLost,
  anaTx,
  anaYou,
  bob,
  bobEntry,
  bobTx,
  hostToken,
  naive,
  opened,
  ownFix,
  players,
  rewound,
  settings,
  start,
  step,
} from './story.ts'

export { CLIENT_EXAMPLES } from './client-examples.ts'

export const SERVER_EXAMPLES = {
  greeted: {
    about: 'The first message on every connection, unasked.',
    examples: [
      {
        type: 'greeted',
        protocol: PROTOCOL,
        node: 'A',
        engine: { kind: 'local', name: 'Redis 7.0.15' },
        strategies: [naive],
        origins: ['http://192.168.0.17:3000', 'http://localhost:3000'],
        now: start - 60_000,
      },
    ],
  },
  strategies: {
    about:
      'The strategies have changed: a file in the folder of `--strategies` was saved, or the explorer has a new finding about one. It replaces the list of [`greeted`](#greeted).',
    examples: [{ type: 'strategies', strategies: [ownFix] }],
  },
  source: {
    about: 'The file that you asked for with [`read-source`](#read-source).',
    examples: [
      {
        type: 'source',
        strategy: naive.id,
        edition: naive.edition,
        source: 'export default {\n  title: …\n} satisfies Strategy\n',
      },
    ],
  },
  reached: {
    about:
      'The network of the server has changed, and its addresses with it: it replaces `origins`, `inner` and `unreachable` of [`greeted`](#greeted).',
    examples: [
      {
        type: 'reached',
        origins: ['http://10.42.0.1:3000', 'http://172.17.0.1:3000', 'http://localhost:3000'],
        inner: ['http://172.17.0.1:3000'],
      },
      {
        type: 'reached',
        origins: ['http://localhost:3000'],
        unreachable: 'This machine is on no network that phones could be on. Join a Wi-Fi or open a hotspot.',
      },
    ],
  },
  created: {
    about: 'Your new room, after [`create`](#create). The `hostToken` makes you its first host.',
    examples: [{ type: 'created', code: 'K7Q4MX', hostToken }],
  },
  found: {
    about: 'The room that you asked for with [`find`](#find) exists.',
    examples: [{ type: 'found', code: 'K7Q4MX' }],
  },
  entered: {
    about:
      'You are in the room. A [`snapshot`](#snapshot) follows. `history` is empty for screens and new players. For a player who resumes it tells which of their older writes, beyond the snapshot, are live or lost.',
    examples: [
      { type: 'entered', code: 'K7Q4MX', you: anaYou, host: true, epoch: 1, history: [] },
      { type: 'entered', code: 'K7Q4MX', you: anaYou, host: false, epoch: 1, history: [anaLost] },
      { type: 'entered', code: 'K7Q4MX', you: null, host: false, epoch: 1, history: [] },
    ],
  },
  snapshot: {
    about:
      'Everything about the room: on entering, after a reset, and when your connection was too slow for frames. It replaces all you knew of the room.',
    examples: [
      {
        type: 'snapshot',
        at: start - 20_000,
        epoch: 1,
        account: opened,
        from: 0,
        entries: [],
        settings,
        players,
        nodes: ['A', 'B', 'C'],
        standings: [
          { player: ana, acknowledged: 0, effect: 0, applied: 0, lost: 0 },
          { player: bob, acknowledged: 0, effect: 0, applied: 0, lost: 0 },
        ],
        steps: [],
        unapplied: [],
      },
    ],
  },
  frame: {
    about:
      'All that happened in the room since the last frame, the same for every client. Absent fields did not change. See [Folding frames](#folding-frames).',
    examples: [
      {
        type: 'frame',
        at: start + 405,
        epoch: 1,
        account: opened,
        from: 0,
        entries: [],
        steps: [step(bobEntry)],
      },
      {
        type: 'frame',
        at: start + 2008,
        epoch: 1,
        account: { ...opened, version: 1, expected: 150, actual: 150, applied: 1 },
        from: 0,
        entries: [pack(anaEntry, start + 2008)],
        standings: [{ player: ana, acknowledged: 50, effect: 50, applied: 1, lost: 0 }],
      },
      {
        type: 'frame',
        at: start + 2406,
        epoch: 1,
        account: {
          ...opened,
          version: 2,
          expected: 0,
          actual: -50,
          applied: 2,
          lostDeposits: { count: 1, sum: 50 },
        },
        from: 1,
        entries: [pack(bobEntry, start + 2406)],
        standings: [
          { player: ana, acknowledged: 50, effect: 0, applied: 1, lost: 1 },
          { player: bob, acknowledged: -150, effect: -150, applied: 1, lost: 0 },
        ],
      },
    ],
  },
  rewound: {
    about:
      'A replica that had missed acknowledged transactions has replaced the primary, for example in a failover: these transactions are gone. The message comes after the [`snapshot`](#snapshot) of the new history, again when more becomes known, and after the snapshot of each client that enters later. See [A failover](#a-failover).',
    examples: [rewound],
  },
  settled: {
    about:
      'The stored outcome of one of your transactions. It is sent once to each of your connections in the room on the node that ran the transaction, so another of your connections may have fired it. A connection on another node does not get it: there, fire the transaction again with `again: true`. `applied` says that the write was committed; [lineage](#who-is-lost) says whether it is still in the balance.',
    examples: [
      { type: 'settled', tx: anaTx, epoch: 1, receipt: { outcome: 'applied', entry: anaEntry } },
      {
        type: 'settled',
        tx: 'a7Yw5eTqLm-0ZxPc4KdJr',
        epoch: 1,
        receipt: {
          outcome: 'gave-up',
          why: 'attempts-used-up',
          attempts: 12,
          conflicts: 12,
          at: start + 61_337,
        },
      },
      {
        type: 'settled',
        tx: 'Zk3hVb0sNq-8WcTy1PjLf',
        epoch: 1,
        receipt: {
          outcome: 'rejected',
          why: 'overdraft',
          attempts: 1,
          conflicts: 0,
          at: start + 64_020,
          fromVersion: 2,
          toVersion: 2,
          noOverdraft: true,
          met: { version: 2, balance: -50 },
        },
      },
    ],
  },
  checking: {
    about:
      'The outcome is in doubt, because Redis did not answer. The server finds out the outcome, and a [`settled`](#settled) follows as soon as it is certain.',
    examples: [{ type: 'checking', tx: bobTx }],
  },
  verdicts: {
    about: 'The answer to [`inspect`](#inspect). Versions that do not exist are left out.',
    examples: [
      {
        type: 'verdicts',
        epoch: 1,
        verdicts: [anaLost, { entry: bobEntry, state: 'live', lostBy: null }],
      },
    ],
  },
  renamed: {
    about: 'Your nickname has changed.',
    examples: [{ type: 'renamed', nickname: 'Ana B.' }],
  },
  ...PEOPLE_SERVER_EXAMPLES,
  ...CLASS_SERVER_EXAMPLES,
  ended: {
    about:
      'Your visit to the room is over. The connection stays open and may enter another room, except after `server-stopping`: reconnect and resume.',
    examples: [{ type: 'ended', reason: 'kicked' }],
  },
  pong: {
    about: 'The answer to [`ping`](#ping).',
    examples: [{ type: 'pong', sent: start - 3211, now: start + 12, redis: 'up' }],
  },
  error: {
    about: 'The server refused a message of yours. See [Errors](#errors).',
    examples: [
      {
        type: 'error',
        code: 'too-many-in-flight',
        message: ERRORS['too-many-in-flight'].message,
        re: 'fire',
        tx: anaTx,
      },
    ],
  },
} satisfies DocumentedAll<ServerMessage> & Record<string, Documented<ServerMessage>>
