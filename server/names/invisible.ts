import { DEPENDENT_VOWELS, JOINS_BOTH, JOINS_LEFT, JOINS_RIGHT, VIRAMAS } from './unicode-data.ts'

const IGNORABLE = /\p{Default_Ignorable_Code_Point}/u
/** U+200C parts letters that would be joined, U+200D joins letters or emoji. */
const ZWNJ = '\\u200c'
const ZWJ = '\\u200d'
const VIRAMA = `[${VIRAMAS}]`
const joining = (kinds: string): string => `[${kinds}]`
const LEFT = joining(JOINS_BOTH + JOINS_LEFT)
const RIGHT = joining(JOINS_BOTH + JOINS_RIGHT)
const ANY_JOINING = joining(JOINS_BOTH + JOINS_LEFT + JOINS_RIGHT)
const TRANSPARENT = '[\\p{Mn}\\p{Me}]*'

/** Where an invisible character changes what is seen, and so belongs to the name. */
const MEANT = new RegExp(
  [
    // UAX 31, A1: between two letters that would join, as Persian parts them.
    `(?<=${LEFT}${TRANSPARENT})${ZWNJ}(?=${TRANSPARENT}${RIGHT})`,
    // A2: after a virama and before a letter, so that both keep their form.
    `(?<=\\p{L}\\p{M}*${VIRAMA}\\p{M}*)${ZWNJ}(?=\\p{M}*\\p{L})`,
    // B: after a virama, for a half form, a conjunct or, at the end of a word, a chillu of Malayalam.
    `(?<=\\p{L}\\p{M}*${VIRAMA}\\p{M}*)${ZWJ}(?![${DEPENDENT_VOWELS}])`,
    // Beyond UAX 31: before a virama, as Bengali and Kannada keep a whole ra, and the Mongolian separator of a vowel.
    `(?<=[\\p{Script=Bengali}\\p{Script=Kannada}])${ZWJ}(?=${VIRAMA}\\p{L})`,
    '(?<=\\p{Script=Mongolian}\\p{M}*)\\u180e(?=\\p{Script=Mongolian})',
    // UTS 51: emoji that are joined to one, and flags made of tags.
    `(?<=\\p{Extended_Pictographic}[\\ufe0f\\p{Emoji_Modifier}]?)${ZWJ}(?=\\p{Extended_Pictographic})`,
    '(?<=\\u{1f3f4})[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,6}\\u{e007f}',
  ].join('|'),
  'gu',
)
/** Where U+200C is typed out of habit and changes nothing: after a letter that joins no further, after a virama. */
const IDLE = new RegExp(`(?<=(?:${ANY_JOINING}|${VIRAMA})${TRANSPARENT})${ZWNJ}`, 'gu')

/**
 * The text without the invisible characters at the rims of its words and those that change nothing. `stray`: the first
 * that stands elsewhere without a meaning.
 */
export function withoutStrayMarks(spaced: string): { text: string; stray: string | undefined } {
  let stray: string | undefined
  const words = spaced.split(' ').map((word) => {
    const meant = positions(word, MEANT)
    const idle = positions(word, IDLE)
    const stands = placed(word, 0)
    const kept = stands.filter(({ at }) => meant.has(at) || !idle.has(at))
    const shown = ({ character, at }: (typeof kept)[number]): boolean =>
      meant.has(at) || !IGNORABLE.test(character)
    const first = kept.findIndex(shown)
    if (first === -1) return ''
    // A variation selector or another mark at the end belongs to the character before it.
    const last = kept.findLastIndex((one) => shown(one) || /\p{M}/u.test(one.character))
    const inside = kept.slice(first, last + 1)
    stray ??= inside.find((one) => !shown(one) && !/\p{M}/u.test(one.character))?.character
    return inside.map(({ character }) => character).join('')
  })
  return { text: words.filter((word) => word !== '').join(' '), stray }
}

/** Each character of the text with its place, counted in UTF-16 units from `from` on. */
function placed(text: string, from: number): { character: string; at: number }[] {
  let next = from
  return Array.from(text, (character) => {
    const at = next
    next += character.length
    return { character, at }
  })
}

/** The places of all characters that the pattern matches. */
function positions(word: string, pattern: RegExp): Set<number> {
  const found = [...word.matchAll(pattern)].flatMap((match) => placed(match[0], match.index))
  return new Set(found.map(({ at }) => at))
}
