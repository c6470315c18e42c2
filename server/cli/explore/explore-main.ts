import { runCommand } from '../../terminal/run-command.ts'
import { exploreCli } from './explore-cli.ts'

/** `npm run explore`: every interleaving, on the command line. Ends the process. */
export const main = (argv: readonly string[]): Promise<void> => runCommand(exploreCli, argv)
