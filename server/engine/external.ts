import { type Engine, EngineError, type Probe, reasonOf } from './engine.ts'
import { maskUrl } from './mask-url.ts'
import { readServerInfo } from './version.ts'

/** How long a server may take to answer `INFO`, in milliseconds. */
const ANSWER_WITHIN_MS = 5_000
const WHAT_TO_DO = 'Correct the URL or start that server; without a URL, Bank Run brings its own.'

/**
 * The server at `url`, asked once. `source` is how people gave the URL ("REDIS_URL" or "--redis").
 * @throws EngineError when the URL is malformed, the server does not answer, or is not one we can use.
 */
export async function openExternal(url: string, source: string, probe: Probe): Promise<Engine> {
  const target = parse(url, source)
  const tried = `${maskUrl(url)} (${source})`
  const text = await withDeadline(probe(url)).catch((error: unknown) => {
    const reason = hideSecret(reasonOf(error), target).replace(/\.$/, '')
    throw new EngineError(`No Redis answers at ${tried}: ${reason}. ${WHAT_TO_DO}`)
  })
  try {
    const { name, mode } = readServerInfo(text)
    const cluster = mode === 'cluster'
    return {
      kind: 'external',
      name,
      url,
      cli: cliFor(target, cluster),
      cluster,
      died: new Promise(() => {}),
      close: async () => {},
    }
  } catch (error) {
    throw new EngineError(`The server at ${tried} cannot be used. ${reasonOf(error)} ${WHAT_TO_DO}`)
  }
}

function parse(url: string, source: string): URL {
  const malformed = (what: string) =>
    new EngineError(
      `${source} is "${maskUrl(url)}", and ${what}. It should look like redis://[user:password@]host[:port][/db], or rediss:// for TLS.`,
    )
  if (!URL.canParse(url))
    throw malformed('that is no URL (a special character in the password is written %XX)')
  const target = new URL(url)
  if (target.protocol !== 'redis:' && target.protocol !== 'rediss:') {
    throw malformed('that does not start with redis:// or rediss://')
  }
  if (!target.hostname) throw malformed('it names no host')
  if (!/^\/?\d*$/.test(target.pathname)) throw malformed('what follows the host is no database number')
  return target
}

/** The line to look inside: the password is asked for, never shown. */
function cliFor(target: URL, cluster: boolean): string {
  const words = ['redis-cli', '-h', target.hostname.replace(/^\[|\]$/g, ''), '-p', target.port || '6379']
  if (target.username) words.push('--user', decode(target.username))
  if (target.password) words.push('--askpass')
  if (target.pathname.length > 1) words.push('-n', target.pathname.slice(1))
  if (target.protocol === 'rediss:') words.push('--tls')
  if (cluster) words.push('-c')
  return words
    .map((word) => (/^[\w.:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ')
}

/** A client's own error may quote the URL or the password it was given. */
function hideSecret(reason: string, { password, href }: URL): string {
  if (!password) return reason
  let hidden = reason.replaceAll(href, maskUrl(href))
  for (const secret of [password, decode(password)]) hidden = hidden.replaceAll(secret, '***')
  return hidden
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function withDeadline(answer: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const seconds = ANSWER_WITHIN_MS / 1000
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), ANSWER_WITHIN_MS)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
