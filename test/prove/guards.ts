import type { Account, Step } from '../../server/account/account.ts'
import type { Transaction } from '../../shared/journal.ts'
import type { Guard } from './program.ts'

export const TTL_MS = 1000
export const KEY = 'turn'
export const CHECKED_RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`

/** Takes the locks of a body around its work. */
export function createGuards<R>(guards: readonly Guard[], account: Account<R>, tx: Transaction, step: Step) {
  async function take(guard: Guard): Promise<() => Promise<void>> {
    if (guard.guard === 'mutex') {
      const release = await step('blocked', account.mutex.acquire())
      return async () => release()
    }
    if (guard.guard === 'key') {
      const key = account.key(KEY)
      while (!(await key.set(tx.id, { nx: true, ...(guard.ttl && { px: TTL_MS }) })));
      return async () => {
        if (guard.release === 'never' || (guard.release === 'checked' && (await key.get()) !== tx.id)) return
        await key.del()
      }
    }
    const ttl = guard.ttl ? [TTL_MS] : []
    while (!(await account.lock.set(tx.id, ...ttl))) if (guard.poll === 'step') await step('blocked')
    return async () => {
      if (guard.release === 'del') await account.lock.del()
      if (guard.release === 'checked') await account.lock.eval(CHECKED_RELEASE, tx.id)
    }
  }
  return {
    async around<T>(work: () => Promise<T>, from = 0): Promise<T> {
      const guard = guards[from]
      if (!guard) return work()
      const release = await take(guard)
      try {
        return await this.around(work, from + 1)
      } finally {
        await release()
      }
    },
  }
}
