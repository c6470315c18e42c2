import { LIMITS } from './limits.ts'

/**
 * A nickname as it is stored: normalised, trimmed, single spaces. `undefined` when nothing readable is left, it is
 * longer than `LIMITS.nickname` characters, or it holds half, control or direction-changing characters (which could imitate another name).
 */
export function parseNickname(typed: string): string | undefined {
  const name = typed.normalize('NFKC').trim().replace(/\s+/gu, ' ')
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/u.test(name.replace(/\u200d/g, ''))) return undefined
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(visible(name))) return undefined
  return [...name].length <= LIMITS.nickname ? name : undefined
}

/** Two nicknames with the same key cannot be told apart in a list. */
export function nicknameKey(name: string): string {
  return visible(name).toLowerCase().trim()
}

/** Without what is drawn as nothing, or as an empty space: joiners, fillers, variation selectors, the blank Braille cell. */
function visible(name: string): string {
  return name.replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
}
