import type { Bank } from '../support/bank.ts'

/** Puts the account into the state of a copy that has missed everything. */
export async function loseAll({ keys, wire, code }: Bank): Promise<void> {
  const receipts = (await wire.command(['KEYS', `bankrun:{${code}}:1:receipt:*`])) as string[]
  await wire.command(['DEL', keys.journal(0), ...receipts])
  await wire.command(['MSET', keys.balance, '100', keys.version, '0', keys.expected, '100'])
}
