import { type Command, CommanderError } from 'commander'
import { keptByNpm } from './npm-flags.ts'

/** The flags cannot be used. The message says why, and how to use them. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/**
 * What the command line asks for; `help` is the text to print instead. `check` may refuse flags that do not go
 * together, by `command.error`. Throws `UsageError`.
 */
export function parseArgv<T extends object>(
  command: Command,
  argv: readonly string[],
  check: (given: T) => void = () => {},
): { given: T } | { help: string } {
  let help = ''
  let said = ''
  command
    .showHelpAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        help += text
      },
      writeErr: (text) => {
        said += text
      },
    })
  try {
    const kept = keptByNpm(command)
    if (kept) command.error(`error: ${kept}`)
    const given = command.parse(argv, { from: 'user' }).opts<T>()
    check(given)
    return { given }
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { help }
    throw new UsageError(said || error.message)
  }
}
