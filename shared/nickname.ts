import { LIMITS } from './limits.ts'

/**
 * A nickname as it is stored: normalised, trimmed, single spaces. `undefined` when nothing readable is left, it is
 * longer than 20 characters, or it holds control or direction-changing characters (which could imitate another name).
 */
export function parseNickname(typed: string): string | undefined {
  const name = typed.normalize('NFKC').trim().replace(/\s+/gu, ' ')
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(name.replace(/\u200d/g, ''))) return undefined
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(name)) return undefined
  return [...name].length <= LIMITS.nickname ? name : undefined
}

/** Two nicknames with the same key cannot be told apart in a list. */
export function nicknameKey(name: string): string {
  return name.toLowerCase()
}
