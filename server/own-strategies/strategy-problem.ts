/** What is wrong with somebody's strategy. The message is for its author: it names the file, and the line if known. */
export class StrategyProblem extends Error {
  override readonly name: string = 'StrategyProblem'
  /** Where in the server it was found out is of no interest. */
  override readonly stack = this.message
}

/** An error as it comes out of a strategy's thread. */
export interface Thrown {
  name: string
  message: string
  code?: string | undefined
  stack?: string | undefined
}

const LONGEST = 300
const IMPORTS = /specifier "([^"]*)"/

/** The error of a strategy, in a line: `my-fix.ts:7: TypeError: balnce is not a function`. */
export function thrownBy(file: string, { name, message, code, stack = '' }: Thrown): StrategyProblem {
  const where = placeIn(file, stack)
  return new StrategyProblem(cut(`${where}: ${wordsOf(name, message, code)}`.replaceAll(DATA_URL, file)))
}

/** The file and, when the stack tells of it, the innermost line of that. */
export function placeIn(file: string, stack = ''): string {
  const line = new RegExp(`(?:^|[\\s(])${file.replaceAll('.', '\\.')}:(\\d+)`).exec(stack)?.[1]
  return line === undefined ? file : `${file}:${line}`
}

/** Its module is a `data:` URL that holds all of it; nobody wants to read that. */
const DATA_URL = /data:text\/javascript[^\s"']*/g

const NAMES_THAT_SAY_NOTHING: ReadonlySet<string> = new Set(['Error', 'StrategyProblem', 'RefusedByRedis'])

function wordsOf(name: string, message: string, code: string | undefined): string {
  if (code === 'ERR_UNSUPPORTED_RESOLVE_REQUEST' || code === 'ERR_MODULE_NOT_FOUND') {
    const what = IMPORTS.exec(message)?.[1]
    return `it imports ${what ? `'${what}'` : 'another file'}, but a strategy is one file: it may import types, and Node's own modules ('node:…').`
  }
  return NAMES_THAT_SAY_NOTHING.has(name) ? message : `${name}: ${message}`
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)
