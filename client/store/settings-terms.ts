import type { Settings, StepView } from '../../shared/protocol.ts'
import { transactionKey } from '../../shared/transaction-key.ts'

/** Milliseconds until a changed setting has reached every node, and transactions too quick to be told have ended. */
const SETTLING_MS = 1000

interface PlayerTransaction {
  player: string
  tx: string
}

/** Since when this page knows a setting's present value, on the clock of Redis, and which transactions began before. */
interface SettingTerm {
  since: number
  before: ReadonlySet<string>
  /** The page has seen the change; else the setting was so when the page came. */
  switched: boolean
}

/** A transaction keeps the strategy it began with; a page shows it in the present one's file only when sure of that. */
export type Terms = Record<'strategy', SettingTerm>

interface KnownTerms {
  terms: Terms
  settings: Settings
}

interface RoomAtTime {
  settings: Settings
  /** Of the running transactions. */
  steps: readonly StepView[]
  at: number
}

/** The terms after a frame or snapshot; `known` is null when this page does not know the settings before it. */
export function updateTerms(known: KnownTerms | null, { settings, steps, at }: RoomAtTime): Terms {
  const after = (setting: keyof Terms): SettingTerm => {
    const term = known?.terms[setting]
    if (!term || known.settings[setting] !== settings[setting])
      return { since: at, before: new Set(steps.map(transactionKey)), switched: term !== undefined }
    if (at >= term.since + 2 * SETTLING_MS) return term
    const early = steps.filter((step) => step.at < term.since + SETTLING_MS).map(transactionKey)
    return early.every((one) => term.before.has(one))
      ? term
      : { ...term, before: new Set([...term.before, ...early]) }
  }
  return { strategy: after('strategy') }
}

/** Whether a transaction that did something at `at` certainly began under the present setting. */
export function beganUnderSetting(
  { since, before }: SettingTerm,
  transaction: PlayerTransaction,
  at: number,
): boolean {
  return at >= since + SETTLING_MS && !before.has(transactionKey(transaction))
}
