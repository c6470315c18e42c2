/** Digits and letters that are not mixed up when read aloud or off a projector; no vowels, so no words. */
export const CODE_ALPHABET = '346789CDFGHJKMNPQRTVWXY'
export const CODE_LENGTH = 6

const pattern = new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`)

/** The room code that a person typed: any case, with or without the dot or a space. `undefined` when it is none. */
export function parseRoomCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s·.\-_]/g, '')
  return pattern.test(code) ? code : undefined
}

/** `K7Q4MX` as people read it: `K7Q·4MX`. */
export function formatRoomCode(code: string): string {
  return `${code.slice(0, 3)}·${code.slice(3)}`
}
