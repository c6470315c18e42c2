import { ERRORS } from '../../shared/errors.ts'
import { roomKeys } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'
import { fieldsOf } from './class-state.ts'

/** Transactions a second of each bot, and why there are fewer bots than the host wants. */
export interface BotsWish {
  perSecond: number
  refused?: string | undefined
}

export async function loadBotsWish(wire: Wire, code: string): Promise<BotsWish> {
  const flat = (await wire.command(['HGETALL', roomKeys(code).bots])) as string[]
  const { perSecond, short } = fieldsOf(flat)
  return {
    perSecond: Number(perSecond) || 0,
    ...(short === '1' && { refused: ERRORS['bots-used-up'].message }),
  }
}
