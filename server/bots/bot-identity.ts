import { createHash } from 'node:crypto'
import { PLAYER_ID, TX_ID } from '../../shared/ids.ts'

/** The alphabet of nanoid. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'

/** An id that looks like one of nanoid, and is the same for the same parts. */
function derivedId(length: number, ...parts: (string | number)[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest()
  return Array.from(digest.subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
}

/** The player id of a room's bot, by its number. */
export const botId = (code: string, number: number): string => derivedId(PLAYER_ID, 'bot', code, number)

/** A bot's n-th transaction of an epoch. */
export interface BotTransaction {
  code: string
  epoch: number
  bot: string
  n: number
}

/** The same on every node, so that two nodes which run the same bot for a moment book each transaction once. */
export const botTransactionId = ({ code, epoch, bot, n }: BotTransaction): string =>
  derivedId(TX_ID, 'tx', code, epoch, bot, n)

/** What bots fire where every amount is allowed: small, and mostly deposits. */
const ANY = [50, 20, 10, 50, 20, -30]

/** The amount of the transaction, one of the round's, and the same on every node. `undefined`: it may fire none. */
export function botAmount(
  amounts: readonly number[] | 'any',
  transaction: BotTransaction,
): number | undefined {
  const choices = amounts === 'any' ? ANY : amounts
  const { code, epoch, bot, n } = transaction
  const digest = createHash('sha256')
    .update(JSON.stringify(['amount', code, epoch, bot, n]))
    .digest()
  return choices[digest.readUInt32BE() % choices.length]
}
