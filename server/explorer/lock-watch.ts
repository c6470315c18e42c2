import type { LockKey } from '../account/account.ts'
import type { Call } from '../account/intercepted-account.ts'
import { type AccountKeys, KEPT_SECONDS } from '../account/keys.ts'
import type { Wire } from '../account/wire.ts'

/** Whether the room's lock is held, and the only clock it expires by. */
export interface LockWatch {
  readonly held: boolean
  /** To be called after every command: some of them may have taken the lock, or given it back. */
  after(call: Pick<Call, 'verb'>): Promise<void>
  /** Looks, when that has not been done since the last command that could change anything. */
  look(): Promise<void>
  /** The lock expires. */
  expire(): Promise<void>
}

/** The same lock, whose TTL the clock never ends: however slow an exploration is, a schedule must not depend on that. */
export const withoutTtl = ({ set, del, eval: run }: LockKey): LockKey => ({
  set: (token) => set(token, KEPT_SECONDS * 1000),
  del,
  eval: (script, ...args) =>
    run(
      `local function body()\n${script}\nend\nlocal answer = body()\nredis.call('PERSIST', KEYS[1])\nreturn answer`,
      ...args,
    ),
})

const OF_THE_LOCK: ReadonlySet<string> = new Set<Call['verb']>(['SET NX', 'DEL', 'EVAL lock'])

export function watchLock(wire: Wire, { lock }: AccountKeys): LockWatch {
  let held = false
  /** Most strategies have no lock; nothing is asked about it then. */
  let inPlay = false
  async function ask(): Promise<void> {
    inPlay = true
    held = (await wire.command(['EXISTS', lock])) === 1
  }
  return {
    get held() {
      return held
    },
    async after({ verb }) {
      if (OF_THE_LOCK.has(verb)) await ask()
      // The scripts of the account are shown the lock, too, and may take it for a while.
      else if (inPlay && verb === 'EVAL') await Promise.all([wire.command(['PERSIST', lock]), ask()])
    },
    async look() {
      if (!inPlay) await ask()
    },
    async expire() {
      await wire.command(['DEL', lock])
      held = false
    },
  }
}
