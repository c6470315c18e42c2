/** As much of EDN as a history needs. Keywords are strings with their colon, maps have keys without it. */
export type Edn = null | number | string | Edn[] | { [key: string]: Edn }

/** Throws on anything that is not one whole EDN value. */
export function readEdn(text: string): Edn {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{}]|[^\s,[\]{}"]+|"/g) ?? []
  let next = 0
  function value(): Edn {
    const token = tokens[next++]
    if (token === undefined) throw new SyntaxError(`it ends too early: ${text}`)
    if (token === '[') return until(']')
    if (token === '{') {
      const pairs = until('}')
      if (pairs.length % 2 === 1) throw new SyntaxError(`a key without a value: ${text}`)
      const keys = pairs.filter((_, i) => i % 2 === 0).map((key) => keyword(key))
      if (new Set(keys).size < keys.length) throw new SyntaxError(`a key twice: ${text}`)
      return Object.fromEntries(keys.map((key, i) => [key, pairs[2 * i + 1] as Edn]))
    }
    if (token === 'nil') return null
    if (/^[+-]?\d+$/.test(token)) return Number(token)
    if (/^:[a-z][a-z-]*$/.test(token)) return token
    if (/^".*"$/s.test(token)) return JSON.parse(token) as string
    throw new SyntaxError(`${token} in ${text}`)
  }
  function until(end: string): Edn[] {
    const items: Edn[] = []
    while (tokens[next] !== end) items.push(value())
    next += 1
    return items
  }
  const keyword = (key: Edn): string => {
    if (typeof key !== 'string' || !key.startsWith(':')) throw new SyntaxError(`not a keyword: ${key}`)
    return key.slice(1)
  }
  const read = value()
  if (next < tokens.length) throw new SyntaxError(`more than one value: ${text}`)
  return read
}
