import { Receipt } from '../../shared/journal.ts'
import { LockWaitUsedUp } from '../account/account.ts'
import type { Around } from '../account/intercepted-account.ts'
import { createStep } from '../account/step.ts'
import { Stopped } from '../async/pause.ts'
import { NoAnswer } from '../redis/wire.ts'
import { createGate } from './gate.ts'
import { createPollWatch } from './poll-watch.ts'
import type { PerformedCall, RunContext, ScheduledCall, ServerNode } from './run-context.ts'
import { settleExplored, type TransactionFacts } from './settle-explored.ts'

/** One running transaction. When the schedule picks it, it goes on up to its next command. */
export interface ExploredProcess {
  readonly number: number
  readonly node: string
  readonly begun: boolean
  readonly over: boolean
  readonly facts: TransactionFacts
  /** The schedule may pick it: it has not begun, or has a command to send that is not an idle poll. */
  readonly ready: boolean
  /** It has a command to send, but that is an idle poll. */
  readonly idle: boolean
  /** It waits for the lock to be free. */
  readonly atLock: boolean
  /** Only another transaction, the lock or the schedule can move it, not a timer of its own. */
  readonly isAtRest: boolean
  /** It has had a timer. */
  readonly timed: boolean
  /** Its timer waits for its next time. `timerReady`: and keys have changed since the last time. */
  readonly timer: boolean
  readonly timerReady: boolean
  /** The command it will send next. */
  readonly next: ScheduledCall | undefined
  begin(): void
  /** Sends `next`. Resolves when Redis has answered. The strategy gets the answer, or a lost reply. */
  carryOut(replyLost: boolean): Promise<void>
  /** Lets its timer go on up to its next command. */
  tick(): void
  /** Sends the timer's command, if there is one. */
  carryOutTimer(waitingBefore: number): Promise<void>
  readonly waiting: number
  /** The lock is free: the process goes on if it waits for it. */
  lockIsFree(): void
  /** Its node crashes. */
  crash(): void
  /** Stops the process: everything it waits for rejects with `Stopped`. */
  halt(): void
}

const MUTEX: ScheduledCall = { verb: 'MUTEX', writes: false }

/** `nodeNow` returns the node that the process would run on if it began now. */
export function createExploredProcess(
  context: RunContext,
  number: number,
  nodeNow: () => ServerNode,
): ExploredProcess {
  const { scenario, keys } = context
  const gate = createGate(context.onMove)
  const polls = createPollWatch(keys, context.polls, scenario.attempts)
  const atLock: (() => void)[] = []
  const timers: (() => void)[] = []
  const facts: TransactionFacts = {}
  let node = nodeNow()
  let begun = false
  let over = false
  let lockTries = 0
  let atMutex = 0
  let timed = false
  /** The change count of the lock and the own keys when the timer last went on. */
  let tickedAt = -1

  const changes = (): number => keys.changesOf(['lock', ...keys.own.map((name) => `own:${name}`)])
  function perform(call: ScheduledCall): PerformedCall {
    const performed: PerformedCall = { process: number, call }
    context.performed.push(performed)
    return performed
  }
  const around: Around = async (call, run) => {
    const permit = await gate.pass(call)
    const performed = perform(call)
    try {
      const answer = await run()
      performed.answer = answer
      if (!permit.replyLost) return answer
      performed.replyLost = true
      throw new NoAnswer('the schedule lost the reply')
    } catch (error) {
      if (!performed.replyLost) performed.error = error
      throw error
    } finally {
      await keys.after(call, performed.answer, call.writes ? versionIn(performed.answer) : undefined)
      polls.note(performed)
      permit.done()
    }
  }
  /** The schedule also decides which transaction asks for the mutex first. */
  async function acquire(): Promise<() => void> {
    const permit = await gate.pass(MUTEX)
    const performed = perform(MUTEX)
    let granted = false
    const release = node.resources.mutex.acquire()
    atMutex += 1
    void release.then(() => {
      granted = true
      atMutex -= 1
    })
    // By then a free mutex is acquired. A taken one is not: no transaction releases it in this step.
    setImmediate(() => {
      performed.answer = granted
    })
    permit.done()
    return release
  }

  // The schedule controls all pauses: a process that is not picked pauses.
  const step = createStep(async (point, _seen, free) => {
    // The gate reports the end of the wait to the strategy, so a rejection of its promise is ignored here.
    free?.catch(() => {})
    if (gate.closed) throw new Stopped()
    if (point === 'renew') {
      timed = true
      return gate.hold((resolve) => void timers.push(resolve))
    }
    if (point !== 'blocked') return
    if (free) return gate.hold((resolve) => void free.then(resolve, resolve))
    lockTries += 1
    if (lockTries >= scenario.attempts) throw new LockWaitUsedUp()
    return gate.hold((resolve) => void atLock.push(resolve))
  })

  const settled = (): Promise<Receipt> =>
    settleExplored(context, {
      ...{ number, node, facts, around, acquire, step },
      drained: gate.drained,
      isCutOff: () => gate.closed,
    })

  return {
    number,
    facts,
    get node() {
      return node.name
    },
    get begun() {
      return begun
    },
    get over() {
      return over
    },
    get ready() {
      if (over) return false
      return !begun || (gate.next !== undefined && !polls.isIdle(gate.next))
    },
    get idle() {
      return !over && gate.next !== undefined && polls.isIdle(gate.next)
    },
    get atLock() {
      return !over && atLock.length > 0
    },
    get isAtRest() {
      return !begun || over || gate.next !== undefined || atLock.length > 0 || atMutex > 0
    },
    get timed() {
      return timed && !over
    },
    get timer() {
      return !over && timers.length > 0
    },
    get timerReady() {
      return !over && timers.length > 0 && tickedAt !== changes()
    },
    get next() {
      return gate.next
    },
    get waiting() {
      return gate.size
    },
    begin() {
      begun = true
      node = nodeNow()
      facts.beganAt = context.performed.length
      const ended = (): void => {
        if (over) return
        over = true
        facts.endedAt = context.performed.length
        context.onMove()
      }
      settled().then(ended, (error: unknown) => {
        if (!(error instanceof Stopped) && !gate.closed) context.onMistake(number, error)
        ended()
      })
    },
    carryOut: (replyLost) => gate.open(replyLost),
    tick() {
      tickedAt = changes()
      for (const resolve of timers.splice(0)) resolve()
    },
    async carryOutTimer(waitingBefore) {
      if (gate.size <= waitingBefore) return
      await gate.open(false, 'newest')
      tickedAt = changes()
    },
    lockIsFree() {
      for (const resolve of atLock.splice(0)) resolve()
    },
    crash() {
      facts.crashed = true
      over = true
      gate.close(false)
    },
    halt: () => gate.close(over),
  }
}

function versionIn(answer: unknown): number | undefined {
  const { data } = Receipt.safeParse(answer)
  return data?.outcome === 'applied'
    ? data.entry.version
    : data?.outcome === 'rejected'
      ? data.toVersion
      : undefined
}
