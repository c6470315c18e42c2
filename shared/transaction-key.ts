import type { Entry } from './journal.ts'

/**
 * Names a transaction of an account: its player, a space, its id, as two players may choose the same id. It is the key of
 * Maps and Sets, and the field of the hash in which Redis keeps forgotten transactions.
 */
export const transactionKey = ({ player, tx }: Pick<Entry, 'player' | 'tx'>): string => `${player} ${tx}`
