const groups = new Intl.NumberFormat('en-US')
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** `52,980` */
export const grouped = (n: number): string => groups.format(n)

/** An estimate, to one digit: `about 50,000`, `about 5·10¹⁰`. */
export function roughly(n: number): string {
  const [digit, exponent] = n.toExponential(0).split('e+') as [string, string]
  if (n < 1_000_000) return `about ${grouped(Number(digit) * 10 ** Number(exponent))}`
  const raised = [...exponent].map((one) => SUPERSCRIPTS[Number(one)]).join('')
  return `about ${digit}·10${raised}`
}
