import { FOLDED } from './unicode-data.ts'

const codePoints = (base36: string): string =>
  String.fromCodePoint(...base36.split(',').map((one) => Number.parseInt(one, 36)))

/** `target:source,source …` as a map from each source to its target. */
export function readMapping(packed: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>()
  for (const group of packed.split(' ')) {
    const [target = '', sources = ''] = group.split(':')
    for (const source of sources.split(',')) map.set(codePoints(source), codePoints(target))
  }
  return map
}

const folded = readMapping(FOLDED)
/** The flags of England, Scotland and Wales: without their tags they would all be a black flag. */
const TAGGED_FLAGS =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/gu

/** Full case folding: `Straße`, `STRASSE` and `strasse` become the same. */
export function foldCase(text: string): string {
  return Array.from(text, (character) => folded.get(character) ?? character.toLowerCase()).join('')
}

/** Without characters that show nothing: joiners, direction marks, fillers, variation selectors. */
export function withoutIgnorables(text: string): string {
  const flags = text.match(TAGGED_FLAGS) ?? []
  const rest = text.split(TAGGED_FLAGS).map((part) => part.replace(/\p{Default_Ignorable_Code_Point}/gu, ''))
  return rest.map((part, i) => part + (flags[i] ?? '')).join('')
}

/** Two nicknames with the same key are the same name: NFKC, full case folding, ignorables dropped. */
export function nicknameKey(nickname: string): string {
  const compatible = foldCase(foldCase(nickname.normalize('NFD')).normalize('NFKC')).normalize('NFKC')
  return withoutIgnorables(compatible).normalize('NFKC').replace(/\s+/gu, ' ').trim()
}
