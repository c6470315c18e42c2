// npm test: everything this machine allows; its last lines say what was left out and why.
// With CI=true it fails if anything would be left out. Arguments are passed to vitest.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { ROOT } from './build.mjs'

// Debian installs proxies in /usr/sbin, which is not on every user's PATH.
const onPath = (...names) =>
  `${process.env.PATH}${delimiter}/usr/sbin`
    .split(delimiter)
    .some((folder) => names.some((name) => existsSync(join(folder, name))))

const missing = [
  !onPath('redis-server', 'valkey-server') && {
    what: 'the local and external engines (only the embedded one was tested)',
    why: 'no redis-server or valkey-server on the PATH',
  },
  !onPath('chromium', 'chromium-browser', 'google-chrome') && {
    what: 'the pages in a browser',
    why: 'no chromium, chromium-browser or google-chrome on the PATH',
  },
  !['NEWER_REDIS', 'NEWER_VALKEY'].every((name) => existsSync(process.env[name] ?? '')) && {
    what: 'Redis 8.0 and Valkey 8.1',
    why: 'NEWER_REDIS and NEWER_VALKEY do not both name a program (scripts/newer-servers.sh gets them)',
  },
  !onPath('haproxy') && {
    what: 'several nodes behind the proxy of docker-compose.yml',
    why: 'no haproxy on the PATH',
  },
  !(onPath('nginx') && onPath('caddy')) && {
    what: 'nginx and Caddy as docs/deploying.md configures them, and the game below a path',
    why: 'nginx and caddy are not both on the PATH',
  },
].filter(Boolean)

if (process.env.CI && missing.length > 0) {
  for (const { what, why } of missing)
    console.error(`Would leave out ${what}: ${why}. With CI set this is a failure.`)
  process.exit(1)
}
// Many containers that run a CI have none.
const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some(({ address }) => address === '::1')
if (!hasIpv6) missing.push({ what: 'listening on addresses of IPv6', why: 'this machine has no ::1' })

const folder = mkdtempSync(join(tmpdir(), 'bank-run-test-'))
const report = join(folder, 'report.json')
const { status } = spawnSync(
  process.execPath,
  [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: ROOT, stdio: 'inherit' },
)
const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {}
rmSync(folder, { recursive: true, force: true })

const { numPassedTests: passed = 0, numFailedTests: failed = 0, numPendingTests: skipped = 0 } = counts
if (missing.length === 0) console.log('Nothing was left out.')
for (const { what, why } of missing) console.log(`Left out: ${what}: ${why}.`)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(status ?? 1)
