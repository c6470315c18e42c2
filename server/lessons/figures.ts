import type { Anomaly } from '../../shared/proof/anomaly.ts'
import type { Scenario } from '../../shared/proof/scenario.ts'

/** What the explorer finds in one scenario. A test runs each of them, so a figure of a text cannot become untrue. */
export interface Figure {
  /** A strategy of the game, or of test/lessons/patched-strategies.ts. */
  strategy: string
  scenario: Partial<Scenario>
  /** All orders of the steps. */
  orders: number
  /** In how many of them the anomaly happens. */
  bad: number
  anomaly: Anomaly
  /** The balances at the end, and in how many orders each of them is there: those that the texts name. */
  balances?: readonly (readonly [balance: number, orders: number])[]
}

/** The figures that the lessons name, each stated here and nowhere else. */
export const FIGURES = {
  twoAtOnce: {
    strategy: 'naive',
    scenario: { opening: 100, transactions: [50, -150] },
    orders: 6,
    bad: 4,
    anomaly: 'lost-update',
    balances: [
      [-50, 2],
      [0, 2],
      [150, 2],
    ],
  },
  twoDeposits: {
    strategy: 'naive',
    scenario: { opening: 20, transactions: [10, 10] },
    orders: 6,
    bad: 4,
    anomaly: 'lost-update',
    balances: [
      [30, 4],
      [40, 2],
    ],
  },
  noDelay: {
    strategy: 'naive without a delay',
    scenario: { opening: 100, transactions: [50, -50] },
    orders: 6,
    bad: 4,
    anomaly: 'lost-update',
  },
  alone: {
    strategy: 'naive',
    scenario: { opening: 100, transactions: [50] },
    orders: 1,
    bad: 0,
    anomaly: 'lost-update',
  },
  threeAtOnce: {
    strategy: 'naive',
    scenario: { opening: 100, transactions: [50, -50, 10] },
    orders: 90,
    bad: 84,
    anomaly: 'lost-update',
    balances: [[110, 22]],
  },
  twoPaidOut: {
    strategy: 'naive',
    scenario: { opening: 100, transactions: [-60, -60], overdraft: 'refused' },
    orders: 6,
    bad: 4,
    anomaly: 'lost-update',
    balances: [[40, 6]],
  },
  multiOnly: {
    strategy: 'multi-only',
    scenario: { opening: 100, transactions: [50, -150] },
    orders: 6,
    bad: 4,
    anomaly: 'lost-update',
  },
  mutexOnOne: {
    strategy: 'local-mutex',
    scenario: { transactions: [50, -150] },
    orders: 6,
    bad: 0,
    anomaly: 'lost-update',
  },
  mutexOnTwo: {
    strategy: 'local-mutex',
    scenario: { transactions: [50, -150], nodes: 2 },
    orders: 20,
    bad: 12,
    anomaly: 'lost-update',
  },
  watchKeeps: {
    strategy: 'watch',
    scenario: { transactions: [50, -150] },
    orders: 20,
    bad: 0,
    anomaly: 'lost-update',
  },
  watchRefuses: {
    strategy: 'watch',
    scenario: { transactions: [50, -150], attempts: 1 },
    orders: 20,
    bad: 18,
    anomaly: 'starvation',
  },
  scriptRefuses: {
    strategy: 'lua',
    scenario: { transactions: [50, -150], attempts: 1 },
    orders: 2,
    bad: 0,
    anomaly: 'starvation',
  },
  ruleBroken: {
    strategy: 'incrby',
    scenario: { opening: 100, transactions: [-80, -80], overdraft: 'refused' },
    orders: 6,
    bad: 4,
    anomaly: 'overdraft',
    balances: [
      [-60, 4],
      [20, 2],
    ],
  },
  addingKeeps: {
    strategy: 'incrby',
    scenario: { opening: 100, transactions: [-80, -80], overdraft: 'refused' },
    orders: 6,
    bad: 0,
    anomaly: 'lost-update',
  },
  lockExpires: {
    strategy: 'lock',
    scenario: { transactions: [50, -150], nodes: 2, lockExpiries: 1 },
    orders: 302,
    bad: 108,
    anomaly: 'lost-update',
  },
  fenced: {
    strategy: 'fenced-lock',
    scenario: { transactions: [50, -150], nodes: 2, lockExpiries: 1 },
    orders: 462,
    bad: 0,
    anomaly: 'lost-update',
  },
  sentAgain: {
    strategy: 'retry-blind',
    scenario: { transactions: [50, -20], lostReplies: 1 },
    orders: 8,
    bad: 6,
    anomaly: 'double-apply',
  },
  sentAgainWithKey: {
    strategy: 'idempotent',
    scenario: { transactions: [50, -20], lostReplies: 1 },
    orders: 8,
    bad: 0,
    anomaly: 'double-apply',
  },
  sharedConnection: {
    strategy: 'watch-shared',
    scenario: { transactions: [50, -150] },
    orders: 20,
    bad: 12,
    anomaly: 'lost-update',
  },
  watchLate: {
    strategy: 'watch-late',
    scenario: { transactions: [50, -150] },
    orders: 20,
    bad: 6,
    anomaly: 'lost-update',
  },
  watchLateNoDelay: {
    strategy: 'watch-late without a delay',
    scenario: { transactions: [50, -150] },
    orders: 20,
    bad: 6,
    anomaly: 'lost-update',
  },
  watchLateByScript: {
    strategy: 'lua-blind',
    scenario: { transactions: [50, -150] },
    orders: 6,
    bad: 4,
    anomaly: 'lost-update',
  },
} as const satisfies Record<string, Figure>

/** In how many orders nothing goes wrong. */
export const goodOf = ({ orders, bad }: Figure): number => orders - bad
/** In how many orders this balance is there at the end. */
export const ordersWith = ({ balances = [] }: Figure, balance: number): number =>
  balances.find(([one]) => one === balance)?.[1] ?? 0
