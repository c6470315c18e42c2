/** The commands of Bank Run. `start` is the server. */
export type CommandName = 'start' | 'demo' | 'explore' | 'matrix' | 'failover' | 'swarm' | 'report'

/** Set by `scripts/bank-run.mjs`, the program of the package when it is installed. */
const INSTALLED = 'BANKRUN_INSTALLED'

/**
 * How a shell starts a command, so that flags can follow: `npm run demo --` in the project's folder, `bank-run demo`
 * where the package is installed. `silent`: npm prints nothing of its own.
 */
export function shellCommand(name: CommandName, { silent = false, env = process.env } = {}): string {
  if (env[INSTALLED]) return name === 'start' ? 'bank-run' : `bank-run ${name}`
  const quiet = silent ? ' -s' : ''
  return name === 'start' ? `npm${quiet} start --` : `npm run${quiet} ${name} --`
}
