import { Command, CommanderError, Option } from 'commander'
import { EngineError } from '../engine/engine.ts'
import { givenRedis } from '../engine/given-redis.ts'
import { NO_EXTERNAL } from '../engine/ladder.ts'
import { addRedisFlags, type RedisFlags, redisOptions } from '../engine/redis-flags.ts'
import { keptByNpm } from '../terminal/npm-flags.ts'
import { timesText } from '../terminal/phrases.ts'
import { pathProblem } from './public-url.ts'
import { VERSION } from './root.ts'
import { checked, complaint, given, type Setting } from './setting.ts'
import { SETTINGS, type Settings } from './settings.ts'
import { shellCommand } from './started-as.ts'

/** What `npm start` was asked for, checked. */
export interface Asked {
  settings: Settings & RedisFlags
  /** What was ignored, as sentences. */
  notices: readonly string[]
}

/** Settings that cannot be used, all of them; the message is for people. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

const helpText = () => `${shellCommand('start')} --help lists all settings.`

/**
 * The settings by flags and variables. `help` is the text to print instead.
 * @throws SettingsError naming everything that is wrong with them, where each came from and what to write.
 */
export async function readSettings(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Asked | { help: string }> {
  const { flags, problems, help } = parsed(argv)
  if (help) return { help }
  const notices: string[] = []
  const entries: [string, unknown][] = []
  for (const [name, setting] of Object.entries(SETTINGS) as [string, Setting<unknown>][])
    entries.push([name, await checked(setting, flags, env, { problems, notices })])
  const settings = { ...flags, ...Object.fromEntries(entries) } as Settings & RedisFlags
  problems.push(...disagreements(settings, flags, env))
  if (problems.length === 0) return { settings, notices }
  const count = problems.length === 1 ? '' : `${timesText(problems.length, 'setting')} cannot be used:\n\n  `
  throw new SettingsError(`${count}${problems.join('\n  ')}\n\n  ${helpText()}`)
}

/** What is wrong with settings that do not go together, or only together with others. */
function disagreements(
  settings: Settings & RedisFlags,
  flags: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
): string[] {
  const problems: string[] = []
  if (settings.allowChaos && settings.nodes === 1)
    problems.push('--allow-chaos needs --nodes 2 or more: a single node has none to replace it.')
  const url = given(SETTINGS.publicUrl, flags, env)
  const path = settings.publicUrl && pathProblem(settings.publicUrl, settings.basePath)
  if (url && path) problems.push(complaint(url, path))
  if (settings.engine === undefined || settings.engine === 'external') {
    try {
      if (!givenRedis(redisOptions(settings), env) && settings.engine) problems.push(NO_EXTERNAL)
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      problems.push(error.message)
    }
  }
  return problems
}

/** The flags as they were written. What commander itself finds wrong is one of the problems. */
function parsed(argv: readonly string[]): {
  flags: Record<string, unknown>
  problems: string[]
  help: string
} {
  let help = ''
  const command = new Command(shellCommand('start'))
    .description('Bank Run: one account in Redis, a room full of people, and writes that get lost.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        help += text
      },
      writeErr: () => {},
    })
  for (const { flag, variable, help: what } of Object.values(SETTINGS) as Setting<unknown>[])
    command.addOption(new Option(flag, variable ? `${what} (env: ${variable})` : what))
  addRedisFlags(command)
  const kept = keptByNpm(command)
  if (kept) return { flags: {}, problems: [kept], help }
  try {
    return { flags: command.parse(argv, { from: 'user' }).opts(), problems: [], help: '' }
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { flags: {}, problems: [], help }
    return { flags: command.opts(), problems: [sentence(error.message)], help: '' }
  }
}

/** "error: unknown option '--prot'\n(Did you mean --port?)" as a sentence. */
const sentence = (message: string): string => {
  const text = message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.)]$/.test(text) ? '' : '.'}`
}
