import { runCommand } from '../../terminal/run-command.ts'
import { demo } from './demo.ts'

/** `npm run demo`: runs the lesson. Ends the process. */
export const main = (argv: readonly string[]): Promise<void> => runCommand(demo, argv)
