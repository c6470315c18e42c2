import { ERRORS } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import { fieldsOf } from './class-state.ts'

/** What the host wants, and why there are fewer bots than that. */
export interface BotsWish {
  /** So many of them. */
  wanted: number
  /** Transactions a second of each. */
  perSecond: number
  /** The host has chosen the number for the present lesson. */
  byHost?: true
  refused?: string | undefined
}

export const BOTS_SPENT = `The bots have made ${LIMITS.botTransactions.toLocaleString('en')} transactions in this account, and stop. A new account lets them go on: reset this one, or begin a round.`

export async function loadBotsWish(wire: Wire, code: string): Promise<BotsWish> {
  const flat = (await wire.command(['HGETALL', roomKeys(code).bots])) as string[]
  const { wanted, perSecond, short, by } = fieldsOf(flat)
  return {
    wanted: Number(wanted) || 0,
    perSecond: Number(perSecond) || 0,
    ...(by === 'host' && { byHost: true as const }),
    ...(short === '1' && { refused: ERRORS['bots-used-up'].message }),
  }
}
