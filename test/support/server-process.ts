import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const START = fileURLToPath(new URL('../../scripts/start-built.mjs', import.meta.url))
/** Four processes start at once, perhaps while other tests start more. */
const READY_WITHIN_MS = 60_000

/** `npm start` as people run it: real processes, from the build. */
export interface ServerProcess {
  readonly pid: number
  readonly port: number
  /** The URL of its Redis. */
  readonly redisUrl: string
  /** All that it has printed so far, stderr too. */
  output(): string
  /** Resolves with the match when its output matches. */
  prints(what: RegExp): Promise<RegExpExecArray>
  /** The processes that it has started, and those that they have started, with their command lines. */
  family(): { pid: number; command: string }[]
  workers(): number[]
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  kill(signal: NodeJS.Signals): void
  /** Sends SIGINT to its whole process group, as Ctrl-C does. */
  interrupt(): void
  /** Ends it with SIGTERM; resolves when it has ended. */
  stop(): Promise<void>
}

/** Starts it on a free port. Rejects with its output when it ends before it is ready, or is not ready in time. */
export const startServerProcess = (...args: string[]): Promise<ServerProcess> =>
  whenReady(runServerProcess, args)

/** Starts another installation of it in the same way, for example one with another Node. */
export const startInstalled = (how: Program, ...args: string[]): Promise<ServerProcess> =>
  whenReady((...all) => runProgram(how, all), args)

async function whenReady(run: (...args: string[]) => ServerProcess, args: string[]): Promise<ServerProcess> {
  const running = run('--port', '0', ...args)
  const over = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`not ready: ${running.output()}`)), READY_WITHIN_MS).unref()
    void running.ended.then(() => reject(new Error(`it ended: ${running.output()}`)))
  })
  over.catch(() => {})
  try {
    await Promise.race([running.prints(/Ctrl-C stops it/), over])
    return running
  } catch (error) {
    running.kill('SIGKILL')
    throw error
  }
}

/** A program that starts a server. */
export interface Program {
  /** The program, and the arguments before those of the test. */
  command: readonly [program: string, ...args: string[]]
  /** Replaces the PATH. */
  path?: string
}

/** Starts it, without waiting until it is ready. */
export const runServerProcess = (...args: string[]): ServerProcess =>
  runProgram({ command: [process.execPath, START] }, args)

function runProgram({ command: [program, ...before], path }: Program, args: string[]): ServerProcess {
  const { REDIS_URL: _, PORT: __, NODES: ___, ...env } = process.env
  const child = spawn(program, [...before, '--host', '127.0.0.1', ...args], {
    // Without files in the home folder of the person who runs the tests.
    env: { ...env, KEEP: 'none', ...(path !== undefined && { PATH: path }) },
    // A process group of its own, as in a terminal.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const pid = child.pid as number
  let printed = ''
  const waiting = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk
      for (const check of [...waiting]) check()
    })
  }
  const orphaned = (): void => void child.kill('SIGKILL')
  process.once('exit', orphaned)
  const ended = once(child, 'exit').then(([code, signal]) => {
    process.off('exit', orphaned)
    return { code, signal }
  })
  const found = (what: RegExp): string => what.exec(printed)?.[1] ?? ''
  const running: ServerProcess = {
    pid,
    get port() {
      return Number(found(/http:\/\/localhost:(\d+)/))
    },
    get redisUrl() {
      return `redis://127.0.0.1:${found(/-p (\d+)/)}`
    },
    output: () => printed,
    prints: (what) =>
      new Promise((resolve) => {
        const check = (): void => {
          const match = what.exec(printed)
          if (!match) return
          waiting.delete(check)
          resolve(match)
        }
        waiting.add(check)
        check()
      }),
    family: () => below(pid),
    workers: () => below(pid).flatMap(({ pid, command }) => (/processes.worker/.test(command) ? [pid] : [])),
    ended,
    kill: (signal) => void child.kill(signal),
    interrupt: () => void process.kill(-pid, 'SIGINT'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
    },
  }
  return running
}

function below(root: number): { pid: number; command: string }[] {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
      return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }]
    })
  const children = (parent: number): typeof all =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...children(one.pid)])
  return children(root)
}

/** Whether the process runs; a zombie does not count. */
function isThere(pid: number): boolean {
  try {
    return !/^Z/.test(execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim())
  } catch {
    // `ps` finds no such process.
    return false
  }
}

/** Resolves when all have ended; rejects after `ms` with the ids of those that still run. */
export async function allGone(pids: readonly number[], ms = 8000): Promise<void> {
  const until = Date.now() + ms
  for (;;) {
    const left = pids.filter(isThere)
    if (left.length === 0) return
    if (Date.now() > until) throw new Error(`still running: ${left.join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
