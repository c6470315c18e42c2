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
const port = await freePort()
process.env.BANKRUN_DEV_PORT = String(port)
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
  server: { host: true, port: Number(process.env.PORT ?? 3000) },
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
