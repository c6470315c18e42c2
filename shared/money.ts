const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/**
 * How a number is written. `grouped`: with a real minus sign and groups of three digits, as pages show it, `−1,500`.
 * `plain`: without groups, as in the sentences of the explorer, `−1500`. `ascii`: what a shell, a terminal or a program
 * reads, `-1500`.
 */
export type Notation = 'grouped' | 'plain' | 'ascii'

/** The only place that chooses a minus sign. */
const minus = (n: number, notation: Notation): string => (n < 0 ? (notation === 'ascii' ? '-' : '−') : '')

/** `-1234` as `−$1,234`. */
export function money(units: number): string {
  return `${minus(units, 'grouped')}$${grouped.format(Math.abs(units))}`
}

/** A balance, without a currency: `1,234`, `−50`. */
export function units(n: number, notation: Notation = 'grouped'): string {
  const digits = notation === 'grouped' ? grouped.format(Math.abs(n)) : String(Math.abs(n))
  return `${minus(n, notation)}${digits}`
}

/** A transaction's amount or its effect, with its sign: `+50`, `−150`, and `0`. */
export function signed(amount: number, notation: Notation = 'grouped'): string {
  return amount > 0 ? `+${units(amount, notation)}` : units(amount, notation)
}

/** A difference in money, always with its sign: `+$450`, `−$50`, and `$0`. */
export function signedMoney(units: number): string {
  return units > 0 ? `+${money(units)}` : money(units)
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** `3` as `three`, `1500` as `1,500`. */
export const wordFor = (n: number): string => words[n] ?? grouped.format(n)

/** `3, 'deposit'` as `three deposits`. */
export function count(n: number, noun: string): string {
  return `${wordFor(n)} ${noun}${n === 1 ? '' : 's'}`
}

export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
