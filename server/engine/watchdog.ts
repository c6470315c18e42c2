import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'

/** Ends a process group when our process ends, in whatever way. */
export interface Watchdog {
  /** Cancels it; resolves when the watchdog itself is gone. */
  end(): Promise<void>
}

/**
 * A SIGKILL leaves our process no time to clean up, and a detached child lives on. So a shell waits at a pipe
 * that we hold open and never write to: when we end, the pipe closes, and the shell ends the group. It uses
 * only shell builtins, so it is a single process. (No `--` after the signal: dash, the `sh` of Debian
 * and Ubuntu, takes it for a process id and kills nothing.)
 */
const SCRIPT = 'while read -r _; do :; done; kill -9 "-$1"'

/** Watches over the process group `group`. Rejects when there is no `sh`. */
export async function startWatchdog(group: number): Promise<Watchdog> {
  // Detached: a terminal's Ctrl-C goes to the whole foreground group and must not end the watchdog.
  const shell = spawn('sh', ['-c', SCRIPT, 'sh', String(group)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const exited = new Promise<void>((resolve) => shell.once('exit', () => resolve()))
  await once(shell, 'spawn')
  shell.on('error', () => {})
  shell.stdin.on('error', () => {})
  // It must not keep our process running.
  shell.unref()
  ;(shell.stdin as Socket).unref()
  return {
    end() {
      shell.ref()
      shell.kill('SIGKILL')
      return exited
    },
  }
}
