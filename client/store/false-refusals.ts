import type { AccountView } from '../../shared/account-view.ts'
import type { Receipt } from '../../shared/journal.ts'
import type { Unapplied } from '../../shared/protocol.ts'
import type { OwnTransaction } from './own-transactions.ts'

interface RefusalsOfRoom {
  unapplied: readonly Unapplied[]
  account: AccountView
}

/** The false refusals this page can name, newest first. */
export const falseRefusals = ({ unapplied }: Pick<RefusalsOfRoom, 'unapplied'>): Unapplied[] =>
  unapplied.filter(({ falselyRefused }) => falselyRefused)

/** Whether this page knows every false refusal of the account, and each is of a withdrawal that the balance covered. */
export function onlyCovered(room: RefusalsOfRoom): boolean {
  const known = falseRefusals(room)
  return (
    known.length >= room.account.falseRefusals.count &&
    known.every(({ amount, noOverdraft }) => amount < 0 && noOverdraft === true)
  )
}

/** Applies the server's judgement on refusals of `player`; it may change later. */
export function judgedOwn(
  list: readonly OwnTransaction[],
  player: string,
  unapplied: readonly Unapplied[],
): readonly OwnTransaction[] {
  const mine = new Map(unapplied.filter((one) => one.player === player).map((one) => [one.tx, one]))
  const isNews = ({ tx, falselyRefused }: OwnTransaction): boolean =>
    mine.has(tx) && mine.get(tx)?.falselyRefused !== falselyRefused
  if (!list.some(isNews)) return list
  return list.map((own) => {
    if (!isNews(own)) return own
    const { falselyRefused: _, ...rest } = own
    return mine.get(own.tx)?.falselyRefused ? { ...rest, falselyRefused: true } : rest
  })
}

/** Whether a refusal cannot be judged, since its record does not say up to which version it ran. */
export const isUnjudged = (receipt: Exclude<Receipt, { outcome: 'applied' }>): boolean =>
  receipt.outcome === 'rejected' &&
  (receipt.why === 'overdraft' || receipt.why === 'taken-back') &&
  receipt.toVersion === undefined
