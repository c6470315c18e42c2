import { Command, InvalidArgumentError, Option } from 'commander'
import { parseRoomCode } from '../../../shared/room-code.ts'
import { LANGUAGES } from '../../../shared/rounds/languages.ts'
import type { Language } from '../../../shared/rounds/lesson.ts'
import { DEFAULT_KEEP } from '../../start/keep-folder.ts'
import { shellCommand } from '../../start/started-as.ts'
import { parseArgv } from '../../terminal/parse-argv.ts'

export const FORMATS = ['text', 'json', 'csv', 'html'] as const

/** A room of a running server, with the secret of its host. */
export interface HostedRoom {
  code: string
  secret: string
}

export interface ReportFlags {
  /** Files of kept records or reports that a page has saved, or folders of them. */
  files: readonly string[]
  url?: string
  hostSecret: readonly HostedRoom[]
  format: (typeof FORMATS)[number]
  language: Language
  /** A file; absent: stdout. */
  out?: string
}

const VARIABLE = 'HOST_SECRETS'

/** Parses `K7Q4MX=secret` and appends it to those before. */
function hosted(text: string, before: readonly HostedRoom[] = []): HostedRoom[] {
  const at = text.indexOf('=')
  const code = parseRoomCode(text.slice(0, Math.max(0, at)))
  const secret = text.slice(at + 1)
  if (!code || !/^[\w-]{1,200}$/.test(secret)) throw new InvalidArgumentError('It is CODE=SECRET.')
  return [...before, { code, secret }]
}

function url(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('It begins with http:// or https://.')
  return text.replace(/\/+$/, '')
}

const defined = (): Command =>
  new Command(shellCommand('report'))
    .description(
      `Merges kept records into one report: who lost how much, and what was learnt. They are in the folder that the server names when it starts, ${DEFAULT_KEEP} by default. Reports that a page has saved as JSON can be merged, too.`,
    )
    .argument('[files...]', 'files, or folders with all that is in them')
    .option('--url <url>', 'asks a running server for rooms that are open there', url)
    .addOption(
      new Option(
        '--host-secret <code=secret>',
        `a room of that server with the secret of its host; once for each room (env: ${VARIABLE}, with spaces between them)`,
      ).argParser(hosted),
    )
    .addOption(new Option('--format <format>', 'of the output').choices(FORMATS).default('text'))
    .addOption(new Option('--language <language>', 'of the output').choices(LANGUAGES).default('en'))
    .option('--out <file>', 'writes into this file; without it to stdout')

/** Parses the command line; `help` is the text to print instead. Throws `UsageError`. */
export function parseFlags(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): ReportFlags | { help: string } {
  const command = defined()
  let secrets: readonly HostedRoom[] = []
  const parsed = parseArgv<Omit<ReportFlags, 'files' | 'hostSecret'> & { hostSecret?: HostedRoom[] }>(
    command,
    argv,
    ({ url, hostSecret = [] }) => {
      const inEnv = (env[VARIABLE] ?? '').split(/\s+/).filter(Boolean)
      try {
        secrets = inEnv.reduce<HostedRoom[]>((all, text) => hosted(text, all), hostSecret)
      } catch {
        command.error(`error: the variable ${VARIABLE} is CODE=SECRET, with a space before the next one.`)
      }
      if (url === undefined && hostSecret.length > 0)
        command.error('error: --host-secret is for a running server: name it with --url.')
      if (url !== undefined && secrets.length === 0)
        command.error('error: --url needs the secret of a host: --host-secret CODE=SECRET.')
      if (url === undefined && command.args.length === 0)
        command.error(
          `error: name files or folders of kept records: ${shellCommand('report')} ${DEFAULT_KEEP}`,
        )
    },
  )
  if ('help' in parsed) return parsed
  return { ...parsed.given, files: command.args, hostSecret: secrets }
}
