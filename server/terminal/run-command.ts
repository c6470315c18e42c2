import type { WriteStream } from 'node:tty'

/** What a command has around it. */
export interface Surroundings {
  stdout: Pick<WriteStream, 'write'> & { columns?: number }
  stderr: Pick<WriteStream, 'write' | 'isTTY'>
  /** Ends it early; what it made in Redis is removed all the same. */
  stop: AbortSignal
}

/** After Ctrl-C, as shells have it. */
export const STOPPED = 130

/** Runs a command of the command line, which answers its exit code, and ends the process. */
export async function runCommand(
  command: (argv: readonly string[], around: Surroundings) => Promise<number>,
  argv: readonly string[],
): Promise<void> {
  const stop = new AbortController()
  // Once: a second Ctrl-C ends it at once, whatever it leaves.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  // Whoever read stdout has gone (`| head`).
  process.stdout.on('error', () => stop.abort())
  const { stdout, stderr } = process
  const code = await command(argv, { stdout, stderr, stop: stop.signal })
  // Once all is printed. Not by `exitCode`: a connection that was refused while the engine started leaves a timer
  // in ioredis, which would hold the prompt back for two more seconds.
  process.stdout.write('', () => process.exit(code))
}
