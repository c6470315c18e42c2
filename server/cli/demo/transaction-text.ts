import { isolated } from '../../../shared/isolated.ts'
import { signed } from '../../../shared/money.ts'
import type { Planned, Unapplied } from './run-result.ts'

/** `withdrawal -150` */
export const named = ({ name, amount }: Planned): string => `${isolated(name)} ${signed(amount, 'ascii')}`

/** `gave up: withdrawal -150 (attempts used up)` */
export const unappliedText = (unapplied: Unapplied): string =>
  `${unapplied.outcome.replace('-', ' ')}: ${named(unapplied)} (${unapplied.why.replaceAll('-', ' ')})`
