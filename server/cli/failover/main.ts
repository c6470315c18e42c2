import { runCommand } from '../../terminal/run-command.ts'
import { failover } from './failover.ts'

/** `npm run failover`: what a failover forgets, on the command line. Ends the process. */
export const main = (argv: readonly string[]): Promise<void> => runCommand(failover, argv)
