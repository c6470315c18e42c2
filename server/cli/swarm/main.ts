import { runCommand } from '../../terminal/run-command.ts'
import { swarm } from './swarm.ts'

/** `npm run swarm`: plays a room from outside and checks what all players saw. Ends the process. */
export const main = (argv: readonly string[]): Promise<void> => runCommand(swarm, argv)
