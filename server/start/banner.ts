import { renderUnicodeCompact } from 'uqr'
import { firewallHint } from './firewall.ts'
import type { RunningServer } from './running-server.ts'

/** What `npm start` prints once people can play. */
export function banner({ addresses, engine, names }: RunningServer, platform = process.platform): string {
  const local = addresses.at(-1) ?? ''
  const lan = addresses.length > 1 ? addresses[0] : undefined
  const hint = lan && firewallHint(platform)
  const rows = [
    ['  open', local],
    ...(lan ? [['phones', `${lan}   (same network; or the code below)`]] : []),
    ['engine', engine.name],
    ...(names.length > 1 ? [[' nodes', `${names.join(', ')}   (a process each, behind the one port)`]] : []),
    ['inside', `${engine.cli}   then: KEYS bankrun:*`],
  ]
  return [
    '',
    '  Bank Run  =  or  ≠',
    '',
    ...rows.map(([name, value]) => `  ${name}  ${value}`),
    '',
    ...(lan ? [indented(renderUnicodeCompact(lan, { border: 2 })), ''] : []),
    ...(hint ? [`  ${hint}`] : []),
    '  Ctrl-C stops it.',
    '',
  ].join('\n')
}

const indented = (text: string): string => text.replace(/^/gm, '  ')
