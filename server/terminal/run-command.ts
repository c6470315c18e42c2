import type { WriteStream } from 'node:tty'
import { stopSignals } from './stop-signals.ts'

/** The output of a command, and the signal that stops it. */
export interface Surroundings {
  stdout: Pick<WriteStream, 'write'> & { columns?: number }
  stderr: Pick<WriteStream, 'write' | 'isTTY'>
  /** Ends the command early; it still removes what it made in Redis. */
  stop: AbortSignal
}

/** The exit code after Ctrl-C, as in shells. */
export const STOPPED = 130

/** Runs a command and ends the process with the exit code that the command returns. */
export async function runCommand(
  command: (argv: readonly string[], around: Surroundings) => Promise<number>,
  argv: readonly string[],
): Promise<void> {
  const stop = new AbortController()
  // Once: a second Ctrl-C ends the process at once, without cleaning up.
  for (const signal of stopSignals()) process.once(signal, () => stop.abort())
  // The reader of stdout has gone (`| head`).
  process.stdout.on('error', () => stop.abort())
  const { stdout, stderr } = process
  const code = await command(argv, { stdout, stderr, stop: stop.signal })
  // Exits when all is printed. `exitCode` alone is not enough: a connection that was refused while the engine started
  // leaves a timer in ioredis, which would delay the prompt by two seconds.
  process.stdout.write('', () => process.exit(code))
}
