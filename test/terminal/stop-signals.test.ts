import { expect, it } from 'vitest'
import { stopSignals } from '../../server/terminal/stop-signals.ts'

it.each<[NodeJS.Platform, string[]]>([
  ['linux', ['SIGINT', 'SIGTERM', 'SIGHUP']],
  ['darwin', ['SIGINT', 'SIGTERM', 'SIGHUP']],
  ['win32', ['SIGINT', 'SIGBREAK', 'SIGHUP']],
])('on %s a command ends by %j', (platform, signals) => {
  expect(stopSignals(platform)).toEqual(signals)
})
