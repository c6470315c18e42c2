import { type Edn, type EdnMap, edn, Text } from './edn.ts'
import { eventName, type HistoryEvent } from './history-event.ts'
import { type TimelineMoment, timeline } from './timeline.ts'

const NANOSECONDS = 1_000_000

/** A history as Jepsen's checkers read it: a line for every call and one for its end. `describe`: the act's operation. */
export function* jepsenLines(
  acts: readonly HistoryEvent[],
  describe: (moment: TimelineMoment) => { f: `:${string}`; value: Edn; balance?: Edn; basis?: Edn },
): Generator<string> {
  let index = 0
  for (const moment of timeline(acts)) {
    const { f, value, ...more } = describe(moment)
    yield edn({
      index: index++,
      time: moment.at * NANOSECONDS,
      ...ending(moment),
      process: moment.process,
      f,
      value,
      name: new Text(eventName(moment.act)),
      ...more,
    })
  }
}

/** `:fail` only when it certainly had no effect; `:info` when that is unknown, and its process is not used again. */
function ending({ kind, act }: TimelineMoment): EdnMap {
  if (kind === 'invoke') return { type: ':invoke' }
  if (act.kind === 'not-applied') return { type: ':fail', error: `:${act.operation.why}` }
  return { type: act.kind === 'in-doubt' ? ':info' : ':ok' }
}
