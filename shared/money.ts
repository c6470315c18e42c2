const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** `-1234` as `−$1,234`, with a real minus sign. */
export function money(units: number): string {
  return `${units < 0 ? '−' : ''}$${grouped.format(Math.abs(units))}`
}

/** A transaction's amount, always with its sign: `+50`, `−150`. */
export function signed(amount: number): string {
  return `${amount < 0 ? '−' : '+'}${grouped.format(Math.abs(amount))}`
}

/** A difference in money, always with its sign: `+$450`, `−$50`, and `$0`. */
export function signedMoney(units: number): string {
  return units > 0 ? `+${money(units)}` : money(units)
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** `3, 'deposit'` as `three deposits`. */
export function count(n: number, noun: string): string {
  return `${words[n] ?? grouped.format(n)} ${noun}${n === 1 ? '' : 's'}`
}

export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
