import { Stopped } from '../async/pause.ts'
import { type Lease, NoAnswer, type Wire } from '../redis/wire.ts'

/** A wire that knows whether commands are unanswered, and that can be cut off. */
export interface TrackedWire extends Wire {
  /** A command has not been answered yet. */
  readonly busy: boolean
  /** It has leased out a connection. */
  readonly hasLent: boolean
  /** Set when Redis itself did not answer, which makes the interleaving invalid. */
  readonly failure: NoAnswer | undefined
  /** Resolves when all commands are answered. */
  settled(): Promise<void>
  /** Refuses further commands. Resolves when all are answered and every lease is back. */
  cut(): Promise<void>
}

/** `wire` itself stays open. A command after the cut rejects with `Stopped`. */
export function trackWire(wire: Wire): TrackedWire {
  let unanswered = 0
  let isCut = false
  let failure: NoAnswer | undefined
  let waiting: (() => void)[] = []
  const lent = new Set<Lease>()
  let hasLent = false

  async function tracked<T>(work: () => Promise<T>): Promise<T> {
    if (isCut) throw new Stopped()
    unanswered += 1
    try {
      return await work()
    } catch (error) {
      if (error instanceof NoAnswer) failure ??= error
      throw error
    } finally {
      unanswered -= 1
      if (unanswered === 0) {
        const resolves = waiting
        waiting = []
        for (const resolve of resolves) resolve()
      }
    }
  }
  async function settled(): Promise<void> {
    while (unanswered > 0) await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const leased = (lease: Lease): Lease => {
    lent.add(lease)
    hasLent = true
    return {
      get usable() {
        return lease.usable
      },
      command: (command) => tracked(() => lease.command(command)),
      watch: (keys) => tracked(() => lease.watch(keys)),
      multi: (commands) => tracked(() => lease.multi(commands)),
      // After the cut, `cut` releases it.
      release: async () => {
        if (!isCut && lent.delete(lease)) await tracked(() => lease.release())
      },
    }
  }
  return {
    client: wire.client,
    get up() {
      return wire.up
    },
    get whole() {
      return wire.whole
    },
    get canListen() {
      return wire.canListen
    },
    reaches: (key) => wire.reaches(key),
    get busy() {
      return unanswered > 0
    },
    get hasLent() {
      return hasLent
    },
    get failure() {
      return failure
    },
    command: (command) => tracked(() => wire.command(command)),
    lease: async (key) => leased(await tracked(() => wire.lease(key))),
    listen: (channel, onMessage) => wire.listen(channel, onMessage),
    settled,
    async cut() {
      isCut = true
      await settled()
      await Promise.all([...lent].map((lease) => lease.release()))
      lent.clear()
    },
    close: async () => {},
  }
}
