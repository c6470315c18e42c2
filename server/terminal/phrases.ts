/** `a`, `a and b`, `a, b and c` */
export function listText(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** `1 run`, `2 runs` */
export const timesText = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
