import type { Act } from './act.ts'

/** An act and who does it: checkers want processes that do one thing at a time. */
export interface Done {
  act: Act
  process: number
}

export interface Moment extends Done {
  kind: 'invoke' | 'complete'
  /** Milliseconds since the opening. */
  at: number
}

/**
 * Gives each act a process that is free when it is called, the one that has been so for longest; a new one only when
 * none is. Players cannot be the processes: one player fires several transactions at once. Two acts that touch in one
 * millisecond may have overlapped. A process whose act is in doubt is not used again, for it may still be at it.
 */
export function inProcesses(acts: readonly Act[]): Done[] {
  const all = acts.map((act) => ({ act, process: 0 }))
  const ending = byReturn(all.filter(({ act }) => act.kind !== 'in-doubt'))
  let freed = 0
  let processes = 0
  for (const done of byCall(all)) {
    // Whatever has returned before was called before, so it has its process.
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
 * Every act's call and return in the order of time: of the same millisecond first the calls, so that nothing is said
 * to have come before what it may have overlapped with, then the returns in the order of `acts`, that of the versions.
 */
export function* timeline(acts: readonly Act[]): Generator<Moment> {
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

/** Sorting is stable: of the same millisecond, the order stays. */
const byCall = (all: readonly Done[]): Done[] => [...all].sort((a, b) => a.act.call - b.act.call)
const byReturn = (all: readonly Done[]): Done[] => [...all].sort((a, b) => a.act.return - b.act.return)
