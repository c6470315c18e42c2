import type { Command } from 'commander'

/** npm has flags of these names, which may come from its own configuration. */
const OF_NPM: ReadonlySet<string> = new Set(['json', 'version', 'help', 'quiet', 'silent'])

/**
 * What to write instead when npm has kept flags of `command` for itself, because `--` was missing: npm passes them on
 * only as variables. PowerShell drops an unquoted `--`. `undefined` when there are none.
 */
export function keptByNpm(command: Command, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const names = command.options.flatMap(({ long }) => (long ? [long.replace(/^--/, '')] : []))
  const kept = names.filter(
    (name) => !OF_NPM.has(name) && env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined,
  )
  if (kept.length === 0) return undefined
  const script = env.npm_lifecycle_event ?? 'start'
  const start = script === 'start' ? 'npm start' : `npm run ${script}`
  const flags = kept.map((name) => `--${name}`).join(' ')
  return `npm has kept ${flags} for itself. Put -- before the flags: ${start} -- ${flags} …, and in PowerShell '--' with its quotes.`
}
