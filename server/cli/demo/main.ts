import { runCommand } from '../../terminal/run-command.ts'
import { demo } from './demo.ts'

/** `npm run demo`: the lesson, on the command line. Ends the process. */
export const main = (argv: readonly string[]): Promise<void> => runCommand(demo, argv)
