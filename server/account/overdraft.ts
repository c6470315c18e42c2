import { LIMITS } from '../../shared/limits.ts'
import type { AccountPolicy } from './execution.ts'

/**
 * The rule of the overdraft: the lowest balance that a withdrawal may leave. Strategies obey it by themselves
 * (`account.floor`), because whether they do so is part of the lesson. The journal shows a withdrawal that breaks it.
 */
export const floorOf = ({ noOverdraft }: Pick<AccountPolicy, 'noOverdraft'>): number =>
  noOverdraft ? 0 : -LIMITS.balance
