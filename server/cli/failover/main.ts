import { runCommand } from '../../terminal/run-command.ts'
import { failover } from './failover.ts'

/** `npm run failover`: shows what a failover forgets. Ends the process. */
export const main = (argv: readonly string[]): Promise<void> => runCommand(failover, argv)
