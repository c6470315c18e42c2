import { InvalidArgumentError } from 'commander'

/** Parses a whole number within bounds. */
export const wholeNumber = (lowest: number, highest: number) => (text: string) => {
  const number = Number(text)
  if (!/^[+-]?\d+$/.test(text) || number < lowest || number > highest)
    throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`)
  // Turns −0 into 0: it would be printed as "-0".
  return number || 0
}
