import { SCRIPTS } from './unicode-data.ts'

/** A character's scripts as UTS 39 augments them; `undefined` when it is of all scripts. */
type ScriptSet = ReadonlySet<string> | undefined

/** Scripts that are written together, beside their own: Han with Bopomofo, Japanese, Korean. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  Hani: ['Hanb', 'Jpan', 'Kore'],
  Hira: ['Jpan'],
  Kana: ['Jpan'],
  Hang: ['Kore'],
  Bopo: ['Hanb'],
}
/** What Latin letters may stand beside at the level *Highly Restrictive*. */
const WITH_LATIN = ['Hanb', 'Jpan', 'Kore']

/** An older Node does not know the newest scripts; it does not know their characters either. */
const patterns = SCRIPTS.split(' ').flatMap((script): [string, RegExp][] => {
  try {
    return [[script, new RegExp(`\\p{Script_Extensions=${script}}`, 'u')]]
  } catch {
    return []
  }
})
const known = new Map<string, ScriptSet>()

/** The scripts of a character by UTS 39, 5.1. Marks and signs that are common to scripts are of all scripts. */
function scriptsOf(character: string): ScriptSet {
  if (known.has(character)) return known.get(character)
  const found = findScripts(character)
  // Players type what they like, so the memory is bounded.
  if (known.size > 5000) known.clear()
  known.set(character, found)
  return found
}

function findScripts(character: string): ScriptSet {
  const common = /[\p{Script=Zyyy}\p{Script=Zinh}]/u.test(character)
  if (common && !/[\p{L}\p{N}]/u.test(character)) return undefined
  // A letter in a mathematical style counts as the letter; the micro sign is no Greek letter.
  const plain = common && character !== 'µ' ? character.normalize('NFKC') : character
  const letter = [...plain].length === 1 ? plain : character
  const own = patterns.filter(([, pattern]) => pattern.test(letter)).map(([script]) => script)
  if (own.length === 0) return undefined
  return new Set(own.flatMap((script) => [script, ...(TOGETHER[script] ?? [])]))
}

/** The scripts that all these characters have in common; `undefined`: all scripts, empty: none. */
export function resolved(characters: Iterable<string>): ScriptSet {
  let common: ScriptSet
  for (const character of characters) {
    const scripts = scriptsOf(character)
    if (scripts) common = common ? intersection(common, scripts) : scripts
  }
  return common
}

export const disjoint = (one: ScriptSet, other: ScriptSet): boolean =>
  one !== undefined && other !== undefined && intersection(one, other).size === 0

/** English names of two scripts that the text mixes beyond *Highly Restrictive*; `undefined` if it does not. */
export function mixedScripts(text: string): [string, string] | undefined {
  const characters = [...text]
  if (resolved(characters)?.size !== 0) return undefined
  const others = characters.filter((character) => !scriptsOf(character)?.has('Latn'))
  const rest = resolved(others)
  if (rest === undefined || WITH_LATIN.some((script) => rest.has(script))) return undefined
  const first = characters.find((character) => scriptsOf(character) !== undefined) ?? ''
  const second = characters.find((_, i) => resolved(characters.slice(0, i + 1))?.size === 0) ?? ''
  return [nameOf(first), nameOf(second)]
}

const names = new Intl.DisplayNames('en', { type: 'script' })
function nameOf(character: string): string {
  const [script = 'Zyyy'] = scriptsOf(character) ?? []
  return names.of(script) ?? script
}

function intersection(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...one].filter((script) => other.has(script)))
}
