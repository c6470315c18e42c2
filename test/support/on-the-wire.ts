import { Redis } from 'ioredis'
import type { AccountKeys } from '../../server/redis/keys.ts'

/** A committed write as `MONITOR` showed it. */
export interface WireWrite {
  tx: string
  /** The amount of its transaction. */
  asked: number
  /** The balance before the script, and after it. */
  met: number
  wrote: number
  /** The last command that wrote the balance. */
  by: readonly string[]
  /** What the connection that sent it had read until then, in order. */
  reads: readonly number[]
}

export interface WireWatch {
  /** All writes until now. */
  writes(): Promise<WireWrite[]>
  close(): void
}

/**
 * Follows one balance only by the commands that MONITOR shows. Each transaction needs a connection of its own. `writes`
 * throws after an unknown command on the balance.
 */
export async function watchWire(url: string, keys: AccountKeys, opening: number): Promise<WireWatch> {
  const [redis, monitor] = [new Redis(url), await new Redis(url).monitor()]
  const writes: WireWrite[] = []
  const reads = new Map<string, number[]>()
  let balance = opening
  let script: Omit<WireWrite, 'wrote' | 'by'> | undefined
  let by: string[] = []
  let echoed = 0
  let problem: Error | undefined
  monitor.on('monitor', (_time: string, command: string[], source: string) => {
    const [name = '', key = '', operand = ''] = command
    switch (name.toUpperCase()) {
      case 'EVAL':
      case 'EVALSHA': {
        const { tx, amount } = recordOf(command)
        script = { tx, asked: amount, met: balance, reads: [...(reads.get(source) ?? [])] }
        return
      }
      case 'MGET':
        if (key === keys.balance) reads.set(source, [...(reads.get(source) ?? []), balance])
        return
      case 'SET':
      case 'INCRBY':
        if (key !== keys.balance) return
        balance = (name.toUpperCase() === 'SET' ? 0 : balance) + Number(operand)
        by = command
        return
      case 'RPUSH':
        if (key === keys.journal(0) && script) writes.push({ ...script, wrote: balance, by })
        return
      case 'ECHO':
        echoed += 1
        return
      case 'GET':
      case 'EXPIRE':
        return
      default:
        if (command.includes(keys.balance)) problem = new Error(`unknown command: ${command.join(' ')}`)
    }
  })
  let asked = 0
  return {
    async writes() {
      asked += 1
      // MONITOR shows commands in the order in which Redis carries them out.
      await redis.echo('until now')
      while (echoed < asked && !problem) await new Promise((resolve) => monitor.once('monitor', resolve))
      if (problem) throw problem
      return writes
    },
    close() {
      redis.disconnect()
      monitor.disconnect()
    },
  }
}

/** The record in the last argument of the commit script; an empty one for other scripts. */
function recordOf(command: readonly string[]): { tx: string; amount: number } {
  const last = command.at(-1) ?? ''
  return last.startsWith('{"tx":') ? JSON.parse(last) : { tx: '', amount: 0 }
}
