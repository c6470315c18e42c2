import { runCommand } from '../../terminal/run-command.ts'
import { report } from './report.ts'

/** `npm run report`: merges kept records into one report. Ends the process. */
export const main = (argv: readonly string[]): Promise<void> => runCommand(report, argv)
