import { renderUnicodeCompact } from 'uqr'
import type { Addresses } from './addresses.ts'
import { firewallHint } from './firewall.ts'
import { type KeepFolder, keepText } from './keep-folder.ts'
import type { RunningServer } from './running-server.ts'

/** A name of six letters at most, and what it is. */
export type BannerRow = readonly [name: string, value: string]

/** What `npm start` prints once people can play. `more`: rows of what was opened besides. */
export function banner(
  { addresses, engine, names }: RunningServer,
  platform = process.platform,
  keep?: KeepFolder,
  more: readonly BannerRow[] = [],
): string {
  const hint = addresses.now.phones.length > 0 && firewallHint(platform)
  const rows = [
    ['open', addresses.now.here],
    ...more,
    ...phoneRows(addresses.now),
    ['engine', engine.name],
    ...(names.length > 1 ? [['nodes', `${names.join(', ')}   (a process each, behind the one port)`]] : []),
    ['inside', `${engine.cli}   then: KEYS bankrun:*`],
    ...(keep === undefined ? [] : [['keeps', keepText(keep)]]),
  ]
  return [
    '',
    '  Bank Run  =  or  ≠',
    '',
    ...rows.map(row),
    '',
    ...code(addresses.now),
    ...(hint ? [`  ${hint}`] : []),
    '  Ctrl-C stops it.',
    '',
  ].join('\n')
}

/** What is printed when the network has changed. */
export const newAddresses = (now: Addresses): string =>
  ['', '  The network has changed.', '', ...phoneRows(now).map(row), '', ...code(now)].join('\n')

/** All addresses: which one is right, the host sees best. */
function phoneRows({ phones, unreachable }: Addresses): string[][] {
  const [best, ...others] = phones
  if (!best) return [['phones', `none. ${unreachable ?? ''}`]]
  return [
    ['phones', `${best}   (same network; or the code below)`],
    ...others.map((url, i) => ['or', i === 0 ? `${url}   (choose it on the projector)` : url]),
  ]
}

const row = ([name = '', value = '']: readonly string[]): string => `  ${name.padStart(6)}  ${value}`

const code = ({ phones: [best] }: Addresses): string[] =>
  best ? [renderUnicodeCompact(best, { border: 2 }).replace(/^/gm, '  '), ''] : []
