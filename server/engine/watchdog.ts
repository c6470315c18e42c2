import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'

/** Ends a process group when we are gone, however we went. */
export interface Watchdog {
  /** Calls it off; resolves when the watchdog itself is gone. */
  end(): Promise<void>
}

/**
 * A SIGKILL of ours leaves no time to say goodbye, and a detached child lives on. So a shell waits at a pipe
 * that we hold open and never write to: the pipe closes with us, and the shell ends the group. It uses
 * nothing but shell builtins, so it is a single process. (No `--` after the signal: dash, the `sh` of Debian
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
  const gone = new Promise<void>((resolve) => shell.once('exit', () => resolve()))
  await once(shell, 'spawn')
  shell.on('error', () => {})
  shell.stdin.on('error', () => {})
  // It must not keep our process up: that we may end is what it is for.
  shell.unref()
  ;(shell.stdin as Socket).unref()
  return {
    end() {
      shell.ref()
      shell.kill('SIGKILL')
      return gone
    },
  }
}
