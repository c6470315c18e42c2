import { foldCase, readMapping, withoutIgnorables } from './nickname-key.ts'
import { disjoint, resolved } from './scripts.ts'
import { CONFUSABLES } from './unicode-data.ts'

let prototypes: ReadonlyMap<string, string> | undefined

/** UTS 39, 4: what a text looks like. Texts with the same skeleton are confusable. */
export function skeleton(text: string): string {
  prototypes ??= readMapping(CONFUSABLES)
  const map = prototypes
  const shown = withoutIgnorables(text.normalize('NFD'))
  return Array.from(shown, (character) => map.get(character) ?? character)
    .join('')
    .normalize('NFD')
}

/** What a nickname looks like as it is, in small letters and in capitals: the case of a name is not its own. */
export function looksOf(nickname: string): string[] {
  const forms = [nickname, foldCase(nickname), nickname.toUpperCase()]
  return [...new Set(forms.map((form) => foldCase(skeleton(form))))]
}

/**
 * Whether one of two nicknames passes for the other in letters of another script: mixed-script and whole-script
 * confusables of UTS 39. Names that look alike within one script (l, I, 1) are not meant.
 */
export function isImpostor(one: string, other: string): boolean {
  const looks = new Set(looksOf(one))
  if (!looksOf(other).some((look) => looks.has(look))) return false
  if (shareScript(one, other)) return false
  // In names of several scripts (Latin and Han), only the letters that differ tell.
  const [mine, theirs] = [difference(one, other), difference(other, one)]
  return disjoint(resolved(mine), resolved(theirs))
}

function shareScript(one: string, other: string): boolean {
  const [mine, theirs] = [resolved(one), resolved(other)]
  return !disjoint(mine, theirs)
}

/** The characters of `one` that `other` does not have, each as often as it has more of them. */
function difference(one: string, other: string): string[] {
  const left = [...foldCase(other)]
  return [...foldCase(one)].filter((character) => {
    const at = left.indexOf(character)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}
