import { demo } from './demo.ts'

/** `npm run demo`: the lesson, on the command line. Ends the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const stop = new AbortController()
  // Once: a second Ctrl-C ends it at once, whatever it leaves.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  // Whoever read stdout has gone (`| head`).
  process.stdout.on('error', () => stop.abort())
  const code = await demo(argv, { stdout: process.stdout, stderr: process.stderr, stop: stop.signal })
  // Once all is printed. Not by `exitCode`: a connection that was refused while the engine started leaves a timer
  // in ioredis, which would hold the prompt back for two more seconds.
  process.stdout.write('', () => process.exit(code))
}
