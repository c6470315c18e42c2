import { isolated } from '../../../shared/isolated.ts'
import { signed } from '../../../shared/money.ts'
import type { PlannedTransaction, UnappliedTransaction } from './run-result.ts'

/** `withdrawal -150` */
export const namedTransaction = ({ name, amount }: PlannedTransaction): string =>
  `${isolated(name)} ${signed(amount, 'ascii')}`

/** `gave up: withdrawal -150 (attempts used up)` */
export const unappliedText = (unapplied: UnappliedTransaction): string =>
  `${unapplied.outcome.replace('-', ' ')}: ${namedTransaction(unapplied)} (${unapplied.why.replaceAll('-', ' ')})`
