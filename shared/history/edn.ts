/** What our EDN is made of. Keywords are strings that begin with a colon, as they do in EDN. */
export type Edn = null | number | `:${string}` | Text | readonly Edn[] | EdnMap
export interface EdnMap {
  readonly [key: string]: Edn | undefined
}

/** A string, as opposed to a keyword. */
export class Text {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** A value as EDN on one line; `undefined` fields are left out. */
export function edn(value: Edn): string {
  if (value === null) return 'nil'
  if (value instanceof Text) return JSON.stringify(value.text)
  if (typeof value !== 'object') return String(value)
  if (isVector(value)) return `[${value.map(edn).join(' ')}]`
  const pairs = Object.entries(value).filter((pair): pair is [string, Edn] => pair[1] !== undefined)
  return `{${pairs.map(([key, field]) => `:${key} ${edn(field)}`).join(', ')}}`
}

const isVector = (value: readonly Edn[] | EdnMap): value is readonly Edn[] => Array.isArray(value)
