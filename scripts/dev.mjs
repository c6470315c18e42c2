// npm run dev: compiles on save, restarts the server on new JavaScript, serves the page with hot module replacement.
import { spawn } from 'node:child_process'
import { createServer as createProbe } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'vite'
import { build, ROOT } from './build.mjs'

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createProbe()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })

build()
const { defaultRoutes, openAddressBook } = await import('../dist/server/start/address-book.js')
const port = await freePort()
const pagePort = Number(process.env.PORT?.trim() || 3000)
process.env.BANKRUN_DEV_PORT = String(port)
// Phones come to the page's port, and the server knows only its own.
const book = openAddressBook({ port: pagePort, listening: '::', routed: await defaultRoutes() })
book.close()
const publicUrl = process.env.PUBLIC_URL?.trim() || book.now.phones[0]
if (publicUrl) process.env.PUBLIC_URL = publicUrl
const children = [
  spawn(
    process.execPath,
    [
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      '-p',
      'tsconfig.build.json',
      '--watch',
      '--preserveWatchOutput',
    ],
    { cwd: ROOT, stdio: 'inherit' },
  ),
  spawn(
    process.execPath,
    [
      '--watch',
      '--watch-preserve-output',
      join(ROOT, 'scripts/start-built.mjs'),
      '--port',
      String(port),
      '--host',
      '127.0.0.1',
      ...process.argv.slice(2),
    ],
    { cwd: ROOT, stdio: 'inherit' },
  ),
]
const page = await createServer({
  configFile: join(ROOT, 'vite.config.ts'),
  server: {
    host: true,
    port: pagePort,
    // Besides this machine's addresses: the name in the address that phones are shown.
    allowedHosts: publicUrl && URL.canParse(publicUrl) ? [new URL(publicUrl).hostname] : [],
  },
})
await page.listen()
page.printUrls()

let stopping = false
async function stop() {
  if (stopping) return
  stopping = true
  for (const child of children) child.kill('SIGTERM')
  await Promise.all([
    page.close(),
    ...children.map(
      (child) =>
        new Promise((resolve) =>
          child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(),
        ),
    ),
  ])
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop())
for (const child of children) child.once('exit', () => void stop())
