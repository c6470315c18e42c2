/** A participant's strategy is broken. The message is for its author: it names the file, and the line if known. */
export class StrategyProblem extends Error {
  override readonly name: string = 'StrategyProblem'
  /** The server's own stack would not help the author. */
  override readonly stack = this.message
}

/** An error from a strategy's thread. */
export interface ThrownError {
  name: string
  message: string
  code?: string | undefined
  stack?: string | undefined
}

const LONGEST = 300
const IMPORTS = /specifier "([^"]*)"/

/** A strategy's error in one line: `my-fix.ts:7: TypeError: balnce is not a function`. */
export function problemOfThrown(
  file: string,
  { name, message, code, stack = '' }: ThrownError,
): StrategyProblem {
  const where = placeIn(file, stack)
  return new StrategyProblem(cut(`${where}: ${problemText(name, message, code)}`.replaceAll(DATA_URL, file)))
}

/** The file's name and, if the stack names one, the innermost line in it: `my-fix.ts:7`. */
export function placeIn(file: string, stack = ''): string {
  const line = new RegExp(`(?:^|[\\s(])${file.replaceAll('.', '\\.')}:(\\d+)`).exec(stack)?.[1]
  return line === undefined ? file : `${file}:${line}`
}

/** The module's URL holds the whole file, so messages show the file's name instead. */
const DATA_URL = /data:text\/javascript[^\s"']*/g

const NAMES_THAT_SAY_NOTHING: ReadonlySet<string> = new Set(['Error', 'StrategyProblem', 'RefusedByRedis'])

function problemText(name: string, message: string, code: string | undefined): string {
  if (code === 'ERR_UNSUPPORTED_RESOLVE_REQUEST' || code === 'ERR_MODULE_NOT_FOUND') {
    const what = IMPORTS.exec(message)?.[1]
    return `it imports ${what ? `'${what}'` : 'another file'}, but a strategy is one file: it may only import types and Node's own modules ('node:…').`
  }
  return NAMES_THAT_SAY_NOTHING.has(name) ? message : `${name}: ${message}`
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)
