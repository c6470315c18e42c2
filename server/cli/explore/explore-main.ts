import { runCommand } from '../../terminal/run-command.ts'
import { exploreCli } from './explore-cli.ts'

/** `npm run explore`: runs every interleaving of a scenario. Ends the process. */
export const main = (argv: readonly string[]): Promise<void> => runCommand(exploreCli, argv)
