import type { PlayerResult, RoundRecord } from '../../shared/rounds/round-record.ts'

/** Without the writes from outside: these are no player's. */
export const playersOf = ({ players }: RoundRecord): PlayerResult[] => players.filter((one) => !one.outside)

/** Those of the records whose round ran with this strategy. */
export const under = (records: readonly RoundRecord[], strategy: string): RoundRecord[] =>
  records.filter(({ settings }) => settings.strategy === strategy)

/** An update is lost. */
export const hasLoss = ({ lost }: RoundRecord): boolean => lost > 0

/** Enough transactions to say so, and each of them is in the balance. */
export const keptAll =
  (least: number) =>
  ({ applied, lost }: RoundRecord): boolean =>
    applied >= least && lost === 0
