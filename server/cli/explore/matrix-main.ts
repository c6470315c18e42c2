import { runCommand } from '../../terminal/run-command.ts'
import { matrixCli } from './matrix-cli.ts'

/** `npm run matrix`: finds the anomalies of every strategy. Ends the process. */
export const main = (argv: readonly string[]): Promise<void> => runCommand(matrixCli, argv)
