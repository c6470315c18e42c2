import type { Planned, Unapplied } from '../cli/demo/run-result.ts'

/** With its sign, in plain ASCII as the lesson prints it: `+50`, `-150`. */
export const signed = (amount: number): string => (amount > 0 ? `+${amount}` : String(amount))

/** `withdrawal -150` */
export const named = ({ name, amount }: Planned): string => `${name} ${signed(amount)}`

/** `gave up: withdrawal -150 (attempts used up)` */
export const unappliedText = (unapplied: Unapplied): string =>
  `${unapplied.outcome.replace('-', ' ')}: ${named(unapplied)} (${unapplied.why.replaceAll('-', ' ')})`

/** `a`, `a and b`, `a, b and c` */
export function list(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** `1 run`, `2 runs` */
export const times = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
