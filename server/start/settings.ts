import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { EngineKind } from '../engine/engine.ts'
import { LESSONS } from '../lessons/all-lessons.ts'
import { listText } from '../terminal/phrases.ts'
import { basePath } from './base-path.ts'
import { DEFAULT_KEEP, keepFolder } from './keep-folder.ts'
import { ignoredHost, listenHost } from './listen-host.ts'
import { publicUrl } from './public-url.ts'
import { type Setting, Unusable } from './setting.ts'
import { trustProxy } from './trust-proxy.ts'

export const DEFAULT_PORT = 3000
/** More processes are of no use on one machine. */
const MOST_NODES = 8
const ENGINES = ['external', 'local', 'embedded'] as const satisfies readonly EngineKind[]
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const whole = (what: string, lowest: number, highest: number, instead: number) => (text: string) => {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= lowest && number <= highest) return number
  throw new Unusable(`${what} is a whole number from ${lowest} to ${highest}.`, String(instead))
}
const oneOf =
  <T extends string>(names: readonly T[], instead: T) =>
  (text: string): T => {
    const found = names.find((name) => name === text.toLowerCase())
    if (found) return found
    const near = names.find((name) => text.toLowerCase().startsWith(name)) ?? instead
    throw new Unusable(`There are ${listText(names)}.`, near)
  }

/** Every setting of the server but those of its Redis. */
export const SETTINGS = {
  port: {
    flag: '--port <n>',
    variable: 'PORT',
    help: `port of the page and the WebSocket; 0: any free one (default: ${DEFAULT_PORT})`,
    read: whole('A port', 0, 65535, DEFAULT_PORT),
  },
  host: {
    flag: '--host <address>',
    variable: 'HOST',
    help: 'address to listen on (default: all)',
    read: listenHost,
    ignore: ignoredHost,
  },
  engine: {
    flag: '--engine <kind>',
    help: `force one: your Redis, a private redis-server, or the one in JavaScript (${ENGINES.join(', ')})`,
    read: oneOf(ENGINES, 'embedded'),
  },
  publicUrl: {
    flag: '--public-url <url>',
    variable: 'PUBLIC_URL',
    help: 'how players reach it, when a proxy or a container is around it: https://bank.example.org',
    read: publicUrl,
  },
  basePath: {
    flag: '--base-path <path>',
    variable: 'BASE_PATH',
    help: 'the path that it lives below, when a proxy gives it no host of its own: /bank',
    read: basePath,
  },
  trustProxy: {
    flag: '--trust-proxy <addresses>',
    variable: 'TRUST_PROXY',
    help: 'proxies whose X-Forwarded-For is believed: 10.0.0.0/8,loopback',
    read: trustProxy,
  },
  strategies: {
    flag: '--strategies <dir>',
    variable: 'STRATEGIES',
    help: 'your own strategies: a folder of .ts, .js and .mjs files, reloaded when saved',
    read: folder,
  },
  keep: {
    flag: '--keep <dir>',
    variable: 'KEEP',
    help: `folder for the records and reports of rounds, or none (default: ${DEFAULT_KEEP})`,
    read: keepFolder,
    otherwise: DEFAULT_KEEP,
  },
  nodes: {
    flag: '--nodes <n>',
    variable: 'NODES',
    help: `server processes behind the one port, 1 to ${MOST_NODES} (default: 1)`,
    read: whole('The number of processes', 1, MOST_NODES, 3),
    otherwise: 1,
  },
  lesson: {
    flag: '--lesson <n>',
    variable: 'LESSON',
    help: `open a room with this lesson, 1 to ${LESSONS.length}; the banner has its host's link`,
    read: whole('A lesson', 1, LESSONS.length, 1),
  },
  allowChaos: {
    flag: '--allow-chaos',
    help: 'let hosts kill a node from their page; with --nodes 2 or more',
    read: () => true,
  },
  logLevel: {
    flag: '--log-level <level>',
    variable: 'LOG_LEVEL',
    help: `how much to log to stderr, as JSON lines: ${LEVELS.join(', ')} (default: warn)`,
    read: oneOf(LEVELS, 'warn'),
    otherwise: 'warn',
  },
} as const satisfies Record<string, Setting<unknown>>

type Value<S> = S extends { read(text: string): infer T } ? Awaited<T> : never
/** The checked values. */
export type Settings = {
  [K in keyof typeof SETTINGS]: (typeof SETTINGS)[K] extends { otherwise: unknown }
    ? Value<(typeof SETTINGS)[K]>
    : Value<(typeof SETTINGS)[K]> | undefined
}

function folder(text: string): string {
  const stat = statSync(text, { throwIfNoEntry: false })
  if (stat?.isDirectory()) return text
  const what = stat ? 'is a file' : 'does not exist'
  throw new Unusable(`The folder ${resolve(text)} ${what}. Create it, or name another one.`)
}
