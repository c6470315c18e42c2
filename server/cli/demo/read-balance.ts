import { BalanceUnreadable } from '../../account/account.ts'
import type { Wire } from '../../redis/wire.ts'

/** Reads the balance with one plain GET. Throws `BalanceUnreadable` when it is not a whole number. */
export async function readBalance(wire: Wire, key: string): Promise<number> {
  const found = await wire.command(['GET', key])
  if (typeof found !== 'string' || !/^-?\d{1,16}$/.test(found)) throw new BalanceUnreadable(found)
  return Number(found)
}
