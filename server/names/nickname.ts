import { collectGraphemes, countGraphemes } from 'unicode-segmenter/grapheme'
import { LIMITS } from '../../shared/limits.ts'
import { withoutStrayMarks } from './invisible.ts'
import { mixedScripts } from './scripts.ts'

/** A nickname as it is stored, or a sentence that says why it cannot be one and what to do. */
export type Parsed = { nickname: string } | { wrong: string }

/** Kinds of characters that no name may have, in the order in which they are looked for. */
const FORBIDDEN: readonly (readonly [RegExp, (codePoint: string) => string])[] = [
  [/\p{Cs}/u, () => 'It holds half a character. Type it again.'],
  [/\p{Co}/u, (at) => `It holds a character that other devices cannot show (${at}). Leave it out.`],
  [/\p{Cn}/u, (at) => `It holds a character that this server does not know (${at}). Leave it out.`],
  [
    /[\p{Cc}\ufff9-\ufffb]/u,
    (at) => `It holds a character that cannot be seen (${at}). Type the name instead of pasting it.`,
  ],
]
/** Of a run of combining marks, those that take no space of their own, and those that take some. */
const MARKS = /\p{M}+/gu
const STACKED = /[\p{Mn}\p{Me}]/gu
/** Marks of any kind in a row: Burmese syllables have six. */
const MARKS_IN_ALL = 2 * LIMITS.nicknameMarks

/** Code points as typed, with invisible ones at the rims. */
const MOST_TYPED = 5 * LIMITS.nicknameCodePoints

/**
 * Reads a typed nickname: single spaces, NFC, without invisible marks at the rim of a word. Characters are grapheme
 * clusters (UAX 29), scripts may be mixed as far as *Highly Restrictive* allows (UTS 39, 5.2).
 */
export function parseNickname(typed: string): Parsed {
  const spaced = typed.normalize('NFC').replace(/[\p{White_Space}\u2800]+/gu, ' ')
  for (const [kind, sentence] of FORBIDDEN) {
    const found = kind.exec(spaced)
    if (found) return { wrong: sentence(written(found[0])) }
  }
  // A frame may hold thousands; what follows is not for them.
  const typedParts = [...spaced].length
  if (typedParts > MOST_TYPED) return { wrong: tooManyParts(typedParts) }
  const { text, stray } = withoutStrayMarks(spaced)
  const nickname = text.normalize('NFC')
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(nickname.replace(/\p{Default_Ignorable_Code_Point}/gu, '')))
    return { wrong: 'It needs at least one character that can be seen.' }
  if (stray !== undefined)
    return {
      wrong: `It holds a character that cannot be seen (${written(stray)}). Type the name instead of pasting it.`,
    }
  const wrong = tooLong(nickname) ?? mixed(nickname)
  return wrong === undefined ? { nickname } : { wrong }
}

function tooLong(nickname: string): string | undefined {
  const runs = nickname.normalize('NFD').match(MARKS) ?? []
  const stacked = runs.some((run) => (run.match(STACKED)?.length ?? 0) > LIMITS.nicknameMarks)
  if (stacked || runs.some((run) => [...run].length > MARKS_IN_ALL))
    return `It has more than ${LIMITS.nicknameMarks} accents or other marks in a row. Take some away.`
  const characters = countGraphemes(nickname)
  if (characters > LIMITS.nickname)
    return `It has ${characters} characters, and ${LIMITS.nickname} is the most. Shorten it.`
  const parts = [...nickname].length
  return parts > LIMITS.nicknameCodePoints ? tooManyParts(parts) : undefined
}

const tooManyParts = (parts: number): string =>
  `Its characters are made of ${parts} parts (code points), and ${LIMITS.nicknameCodePoints} is the most. Take some away.`

function mixed(nickname: string): string | undefined {
  const scripts = mixedScripts(nickname)
  return scripts && `It mixes ${scripts.join(' and ')} letters. Write it in one alphabet.`
}

/** The nickname with room for a number of three digits behind it. */
export const shortened = (nickname: string): string =>
  collectGraphemes(nickname)
    .slice(0, LIMITS.nickname - ' 999'.length)
    .join('')
    .trimEnd()

/** `U+202E` */
const written = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
