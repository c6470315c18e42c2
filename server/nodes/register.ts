import { nanoid } from 'nanoid'
import { z } from 'zod'
import { coalesced } from '../async/coalesced.ts'
import { repeating } from '../async/repeating.ts'
import { NODE_KEYS } from '../redis/keys.ts'
import { createLogOnce } from '../redis/log-once.ts'
import { runScript } from '../redis/run-script.ts'
import type { Script } from '../redis/script.ts'
import type { Reply, Wire } from '../redis/wire.ts'
import { killNode } from './kill-node.ts'
import { CLAIM, GONE, RELEASE } from './register-scripts.ts'

/** A node that is up, as the register has it. */
const Listed = z.object({ id: z.string(), name: z.string() })
type Listed = z.infer<typeof Listed>

/** The nodes that use the same Redis. Each has a name there for as long as it is up. */
export interface Register {
  /** Unique, and never used again. */
  readonly id: string
  /**
   * The name for people, and in what this node writes from now on: A, B, C …, and no other node has it. It is the id
   * when Redis has not confirmed the name for so long that another node may have it.
   */
  readonly name: string
  /** Names of the nodes that are up, as last heard, in the order of their names. */
  readonly names: readonly string[]
  /** Calls back when `name` or `names` have changed, until the returned function is called. */
  onChange(listener: () => void): () => void
  /** Makes the node of that name end itself. Throws `BankError` `unknown-node`, `chaos-not-allowed`. */
  kill(name: string): Promise<void>
  /** Call it when the node with that id has crashed, after its process was seen to end. */
  gone(id: string): Promise<void>
  /** Gives the name back. */
  close(): Promise<void>
}

export interface RegisterOptions {
  wire: Wire
  /** Milliseconds on Redis' clock. */
  now(): number
  /** Ends this process at once. A node without it cannot be killed. */
  die?: (() => void) | undefined
  log(error: unknown, what: string): void
}

/** A name is held this long, in milliseconds, and confirmed this often; its holder trusts it a little shorter. */
const HELD_MS = 10_000
const CONFIRM_MS = 2000
const MARGIN_MS = 1000
const LOOK_MS = 500

const byName = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1)

/** Joins the nodes on the wire's Redis. When Redis is too slow to answer now, it keeps trying. */
export async function joinRegister({ wire, now, die, log }: RegisterOptions): Promise<Register> {
  const id = nanoid(8)
  const listeners = new Set<() => void>()
  const logOnce = createLogOnce(wire, (error, what) => log(error, `register of nodes: ${what}`))
  let held: { name: string; until: number } | undefined
  let up: Listed[] = []
  let confirmedAt = Number.NEGATIVE_INFINITY
  let lastNames = ''
  let closed = false

  const run = (script: Script, ...args: string[]): Promise<Reply> =>
    runScript((command) => wire.command(command), script, [NODE_KEYS.nodes], args)
  const sure = (): boolean => held !== undefined && now() < held.until - MARGIN_MS
  const name = (): string => (held && sure() ? held.name : id)
  const names = (): string[] => up.map((node) => node.name).sort(byName)
  const notify = (): void => {
    const news = JSON.stringify([name(), names()])
    if (news === lastNames) return
    lastNames = news
    for (const listener of listeners) listener()
  }
  const confirm = coalesced(async () => {
    if (closed) return
    const wish = held?.name ?? ''
    const reply = await run(CLAIM, id, String(HELD_MS), wish, die ? '1' : '0', NODE_KEYS.channel)
    const [claimed, until, doomed, all] = reply as [string, string, number, string]
    if (doomed === 1) die?.()
    held = { name: claimed, until: Number(until) }
    up = z.array(Listed).parse(JSON.parse(all))
    confirmedAt = now()
    notify()
  })
  const look = async (): Promise<void> => {
    // Redis may have forgotten everything while it was away.
    if (!wire.reaches(NODE_KEYS.nodes)) confirmedAt = Number.NEGATIVE_INFINITY
    const due = Math.abs(now() - confirmedAt) >= CONFIRM_MS
    if (due && wire.reaches(NODE_KEYS.nodes)) await logOnce('could not be confirmed', confirm)
    notify()
  }
  const unlisten = await wire.listen(NODE_KEYS.channel, () => void logOnce('could not be read', confirm))
  await logOnce('no name could be had', confirm)
  const stop = repeating(LOOK_MS, look)
  return {
    id,
    get name() {
      return name()
    },
    get names() {
      return names()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    kill: (wanted) => killNode(wire, wanted),
    async gone(other) {
      await run(GONE, other, NODE_KEYS.channel)
    },
    async close() {
      stop()
      closed = true
      // A confirmation that is still running would claim the released name again.
      await confirm().catch(() => {})
      await unlisten().catch(() => {})
      await run(RELEASE, id, NODE_KEYS.channel).catch(() => {})
    },
  }
}
