import type { AccountView } from '../../shared/account-view.ts'
import type { Entry } from '../../shared/journal.ts'
import type { Player, Settings, StepView, Verdict } from '../../shared/protocol.ts'
import type { Forgotten, Rewound } from '../../shared/rewound.ts'
import type { ListedStrategy } from '../../shared/strategy-card.ts'

/* The examples tell the lesson: in room K7Q4MX ana deposits 50 and bob withdraws 150, and both have read 100. */

export const ana = 'pX3mZ0aV_q'
export const bob = 'T7c-hR2kWd'
export const anaTx = 'V1StGXR8_Z5jdHi6B-myT'
export const bobTx = 'kQ0vN3yXb7Lw2RcE9-sUa'
export const hostToken = 'm3Jp0vYcXq7hT2bLr9WdZk5s'
export const anaSecret = 'Qd8sN1xUe4Kf6Ga0ZtVb-w2R'
export const hostLink = 'b9Xe4Tn0Vq6Zk3Mj8Rw1Gc5y'
export const requestId = 'n4Kq8Zs0tVbY2xLhC6eWj'
export const requestSecret = 'h7Tf2yMq9Lc4Rz0KxWd3NbVu'
/** A moment on the clock of Redis. */
export const start = 1_767_261_600_000

export const anaEntry: Entry = {
  version: 1,
  parent: 0,
  tx: anaTx,
  player: ana,
  amount: 50,
  seen: 100,
  wrote: 150,
  attempts: 1,
  node: 'A',
  readAt: start + 4,
  wroteAt: start + 2006,
  expected: 150,
  basis: 'read',
}
/** Also built on version 0, because bob read before ana wrote. */
export const bobEntry: Entry = {
  version: 2,
  parent: 0,
  tx: bobTx,
  player: bob,
  amount: -150,
  seen: 100,
  wrote: -50,
  attempts: 1,
  node: 'B',
  readAt: start + 403,
  wroteAt: start + 2404,
  expected: 0,
  basis: 'read',
}

export const anaYou = { player: ana, number: 1, nickname: 'ana', secret: anaSecret }
export const anaLost: Verdict = { entry: anaEntry, state: 'lost', lostBy: bobEntry }

const none = { count: 0, sum: 0 }
export const opened: AccountView = {
  opening: 100,
  version: 0,
  expected: 100,
  actual: 100,
  outside: 0,
  applied: 0,
  lostDeposits: none,
  lostWithdrawals: none,
  doubled: none,
  wrong: none,
  refusedInBalance: none,
  falseRefusals: none,
  forgotten: none,
  conflicts: 0,
}
export const settings: Settings = {
  strategy: 'naive',
  client: 'ioredis',
  thinkMs: 2000,
  jitterMs: 0,
  overdraft: 'allowed',
  lostReplies: 0,
  durable: false,
}
export const players: Player[] = [
  { id: ana, number: 1, nickname: 'ana', state: 'here', node: 'A' },
  { id: bob, number: 2, nickname: 'bob', state: 'here', node: 'B' },
]
export const step = (entry: Entry): StepView => ({
  tx: entry.tx,
  player: entry.player,
  amount: entry.amount,
  point: 'read',
  seen: entry.seen,
  attempt: 1,
  at: entry.readAt,
  until: entry.readAt + 2000,
})
/** For the case that a replica without bob's write has taken over. */
const bobForgotten: Forgotten = {
  tx: bobTx,
  player: bob,
  nickname: 'bob',
  amount: -150,
  epoch: 1,
  version: 2,
}
export const rewound: Rewound = {
  type: 'rewound',
  at: start + 9120,
  from: { epoch: 1, version: 2 },
  epoch: 1,
  version: 1,
  deposits: none,
  withdrawals: { count: 1, sum: -150 },
  forgotten: [bobForgotten],
  yours: [],
}
export const naive: ListedStrategy = {
  id: 'naive',
  title: 'GET, think, SET',
  claims: {
    lostUpdate: 'possible',
    overdraft: 'never',
    doubleApply: 'never',
    wrongAmount: 'never',
    falseRefusal: 'never',
    refusedInBalance: 'never',
    hangs: 'never',
    starvation: 'never',
    because: 'the balance may change between GET and SET, and SET does not look',
  },
  edition: '5f0c1d9a7b3e',
}
/** A participant's strategy with a finding. */
export const ownFix: ListedStrategy = {
  id: 'my-fix',
  title: 'GET, think, GET, SET if it is the same',
  edition: 'c2a84be0d617',
  own: true,
  findings: [
    {
      anomaly: 'lost-update',
      place: 'oneNode',
      found: 'possible',
      count: 8,
      schedules: 20,
      complete: true,
      query: 'strategy=my-fix&tx=50&tx=-150',
    },
  ],
}
