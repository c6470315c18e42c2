import { InvalidArgumentError } from 'commander'

/** Reads a whole number within bounds. */
export const whole = (lowest: number, highest: number) => (text: string) => {
  const number = Number(text)
  if (!/^[+-]?\d+$/.test(text) || number < lowest || number > highest)
    throw new InvalidArgumentError(`It is a whole number from ${lowest} to ${highest}.`)
  // No −0: it would be printed as one.
  return number || 0
}
