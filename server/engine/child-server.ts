import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { startWatchdog } from './watchdog.ts'

/** How long a server may take to end after SIGTERM, in milliseconds. */
const GRACE_MS = 1_000
/** How much of the end of its output we keep, in characters. */
const OUTPUT_KEPT = 4_000

/** A server process that we started and that never outlives our process. */
export interface ChildServer {
  readonly pid: number
  /** Resolves when it is gone, with how: "ended with code 1", "was ended by SIGKILL". */
  readonly exited: Promise<string>
  /** The end of what it printed. */
  output(): string
  /** SIGTERM, SIGKILL a second later; resolves when it and its watchdog are gone. */
  stop(): Promise<void>
}

/**
 * Runs `binary`, detached (a terminal's Ctrl-C does not end it while we still use it) and
 * watched (it ends when we are killed). Rejects when it cannot be run at all.
 */
export async function startChildServer(binary: string, args: readonly string[]): Promise<ChildServer> {
  const child = spawn(binary, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  const keep = (chunk: string) => {
    printed = (printed + chunk).slice(-OUTPUT_KEPT)
  }
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', keep)
  // 'close' and not 'exit': by then all that it printed has arrived.
  const closed = new Promise<string>((resolve) => {
    child.once('close', (code, signal) =>
      resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`),
    )
  })
  await once(child, 'spawn')
  child.on('error', () => {})
  const pid = child.pid as number
  const watchdog = await startWatchdog(pid).catch(async (error: unknown) => {
    signalGroup(pid, 'SIGKILL')
    await closed
    throw error
  })
  let running = true
  const exited = closed.then(async (how) => {
    running = false
    // At once, before the pid can be given to another process.
    await watchdog.end()
    return how
  })
  unref(child)
  return {
    pid,
    exited,
    output: () => printed,
    async stop() {
      if (!running) return void (await exited)
      child.ref()
      signalGroup(pid, 'SIGTERM')
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS)
      await exited
      clearTimeout(timer)
    },
  }
}

/** To the group, so that a wrapper script's own child is reached, too. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // ESRCH: gone already.
  }
}

function unref(child: ChildProcess): void {
  child.unref()
  for (const stream of [child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref()
}
