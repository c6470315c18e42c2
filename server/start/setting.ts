type Env = Readonly<Record<string, string | undefined>>

/** A value that a setting cannot have: what is wrong with it, and what to write instead. */
export class Unusable extends Error {
  override readonly name = 'Unusable'
  /** A value that would do; it is shown with the flag or the variable in front. */
  readonly instead: string | undefined
  constructor(what: string, instead?: string) {
    super(what)
    this.instead = instead
  }
}

/** What one setting is. Another one is another entry of `SETTINGS`. */
export interface Setting<T> {
  /** As in the help: `--port <n>`; `--allow-chaos` has no value. */
  readonly flag: string
  readonly variable?: string
  readonly help: string
  /** Its value when neither flag nor variable is there; without one it is absent. */
  readonly otherwise?: T
  /** Throws `Unusable`. */
  read(text: string): T | Promise<T>
  /**
   * Other programs set a variable of this name, too. When the value that it has is no use, the sentence is told and the
   * variable ignored. It also judges values that `read` takes.
   */
  ignore?(text: string, problem: Unusable | undefined): string | undefined
}

/** Where a value comes from, and its text. */
interface Given {
  name: string
  text: string
  from: 'flag' | 'variable'
}

/** What a flag is called without its value. */
export const flagName = (flag: string): string => flag.split(' ')[0] ?? flag
/** `publicUrl` of `--public-url`, as commander calls it. */
export const optionName = (flag: string): string =>
  flagName(flag)
    .slice(2)
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The value that was given: a flag comes before the variable, and an empty variable counts as absent. */
export function given(
  { flag, variable }: Pick<Setting<unknown>, 'flag' | 'variable'>,
  flags: Readonly<Record<string, unknown>>,
  env: Env,
): Given | undefined {
  const text = flags[optionName(flag)]
  if (text !== undefined) return { name: flagName(flag), text: String(text), from: 'flag' }
  // On Windows, `set PORT=3000 && npm start` puts a space behind the number.
  const inEnv = variable === undefined ? '' : (env[variable] ?? '').trim()
  return variable !== undefined && inEnv !== ''
    ? { name: variable, text: inEnv, from: 'variable' }
    : undefined
}

/** The sentence about a value that cannot be used. */
export function complaint({ name, text, from }: Given, { message, instead }: Unusable): string {
  const said = `The ${from} ${name} is "${text}". ${message}`
  if (instead === undefined) return said
  return `${said} Write ${from === 'flag' ? `${name} ${instead}` : `${name}=${instead}`}`
}

/** The value of one setting; what cannot be used goes to `problems`, what is ignored to `notices`. */
export async function checked<T>(
  setting: Setting<T>,
  flags: Readonly<Record<string, unknown>>,
  env: Env,
  { problems, notices }: { problems: string[]; notices: string[] },
): Promise<T | undefined> {
  const found = given(setting, flags, env)
  if (!found) return setting.otherwise
  const read = async (): Promise<T> => setting.read(found.text)
  const result = await read().then(
    (value) => ({ value, problem: undefined }),
    (error: unknown) => {
      if (!(error instanceof Unusable)) throw error
      return { value: undefined, problem: error }
    },
  )
  const ignored = found.from === 'variable' ? setting.ignore?.(found.text, result.problem) : undefined
  if (ignored !== undefined) notices.push(ignored)
  else if (result.problem) problems.push(complaint(found, result.problem))
  else return result.value
  return setting.otherwise
}
