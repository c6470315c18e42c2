const groups = new Intl.NumberFormat('en-US')
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** `52,980` */
export const grouped = (n: number): string => groups.format(n)

/**
 * An estimate, to one digit: `about 50,000`, `about 5·10¹⁰`. With two digits, rounded up, where it would otherwise be
 * below `ran`, the number of those that were counted.
 */
export function roughly(n: number, ran = 0): string {
  const least = Math.max(n, ran)
  const nearest = n.toExponential(0)
  const [digit, exponent] = (Number(nearest) >= ran ? nearest : roundedUp(least)).split('e+') as [
    string,
    string,
  ]
  if (least < 1_000_000) return `about ${grouped(Number(digit) * 10 ** Number(exponent))}`
  const raised = [...exponent].map((one) => SUPERSCRIPTS[Number(one)]).join('')
  return `about ${digit}·10${raised}`
}

/** To two digits, never below `n`: 1093 as `1.1e+3`. */
function roundedUp(n: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1)
  return (Math.ceil(n / unit) * unit).toExponential()
}
