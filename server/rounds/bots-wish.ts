import { ERRORS } from '../../shared/errors.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import { fieldsOf } from './class-state.ts'

/** What the host wants, and why there are fewer bots than that. */
export interface BotsWish {
  /** So many of them. */
  wanted: number
  /** Transactions a second of each. */
  perSecond: number
  refused?: string | undefined
}

export async function loadBotsWish(wire: Wire, code: string): Promise<BotsWish> {
  const flat = (await wire.command(['HGETALL', roomKeys(code).bots])) as string[]
  const { wanted, perSecond, short } = fieldsOf(flat)
  return {
    wanted: Number(wanted) || 0,
    perSecond: Number(perSecond) || 0,
    ...(short === '1' && { refused: ERRORS['bots-used-up'].message }),
  }
}
