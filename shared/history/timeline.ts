import type { HistoryEvent } from './history-event.ts'

/** An act and the process that does it: checkers want processes that do one thing at a time. */
export interface CompletedEvent {
  act: HistoryEvent
  process: number
}

export interface TimelineMoment extends CompletedEvent {
  kind: 'invoke' | 'complete'
  /** Milliseconds since the opening. */
  at: number
}

/**
 * Gives each act the process that has been free for longest when it is called, or a new one when none is free. Players
 * cannot be the processes: one player fires several transactions at once. Two acts that touch in one millisecond may
 * have overlapped. A process whose act is in doubt is not used again, because the act may still be running.
 */
export function inProcesses(acts: readonly HistoryEvent[]): CompletedEvent[] {
  const all = acts.map((act) => ({ act, process: 0 }))
  const ending = byReturn(all.filter(({ act }) => act.kind !== 'in-doubt'))
  let freed = 0
  let processes = 0
  for (const done of byCall(all)) {
    // An act that has returned before was called before, so it has its process already.
    const free = ending[freed]
    if (free && free.act.return < done.act.call) {
      done.process = free.process
      freed += 1
    } else {
      done.process = processes
      processes += 1
    }
  }
  return all
}

/**
 * Every act's call and return in the order of time. Within a millisecond the calls come first, so that acts that may
 * have overlapped do overlap; then the returns in the order of `acts`, which is that of the versions.
 */
export function* timeline(acts: readonly HistoryEvent[]): Generator<TimelineMoment> {
  const all = inProcesses(acts)
  const calls = byCall(all)
  let next = 0
  for (const { act, process } of byReturn(all)) {
    for (let call = calls[next]; call && call.act.call <= act.return; call = calls[++next]) {
      yield { kind: 'invoke', at: call.act.call, act: call.act, process: call.process }
    }
    yield { kind: 'complete', at: act.return, act, process }
  }
}

/** Sorting is stable: within a millisecond, the order stays. */
const byCall = (all: readonly CompletedEvent[]): CompletedEvent[] =>
  [...all].sort((a, b) => a.act.call - b.act.call)
const byReturn = (all: readonly CompletedEvent[]): CompletedEvent[] =>
  [...all].sort((a, b) => a.act.return - b.act.return)
