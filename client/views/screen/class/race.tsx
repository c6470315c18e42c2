import { language } from '../../../language.ts'
import { Chart } from '../../../parts/chart.tsx'
import { isStale, stoppedAt } from '../../../parts/connection-banner.tsx'
import { Duel } from '../../../parts/duel.tsx'
import { Lanes } from '../../../parts/lanes.tsx'
import { onlyCovered } from '../../../store/false-refusals.ts'
import { COMMON } from '../../../wording/class/common/words.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { raceTold } from '../../../wording/class/wall/race-told.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import type { ClassProps } from './class-props.ts'

/** The race, and the seconds after it in which the last writes finish. */
export function Race({ state, room, view }: Pick<ClassProps, 'state' | 'room' | 'view'>) {
  const stopped = stoppedAt(state)
  const words = WALL[language.value]
  const { expected, actual } = COMMON[language.value]
  const { money } = FORMATS[language.value]
  return (
    <div class="race" data-settling={view.phase === 'settling'}>
      {view.phase === 'settling' && (
        <p class="wall-settling">
          <b>{words.todo.settling}</b> {words.writesLeft(room.steps.length)}
        </p>
      )}
      <Duel
        account={room.account}
        known={{ onlyCovered: onlyCovered(room) }}
        stale={isStale(state)}
        words={{
          ...{ expected, actual, money },
          tell: (account) => raceTold(account, words),
        }}
      />
      <Chart room={room} offset={state.offset} stoppedAt={stopped} words={{ ...words.chart, money }} />
      <Lanes
        room={room}
        offset={state.offset}
        most={12}
        large
        shortest={6000}
        stoppedAt={stopped}
        words={words.lanes}
      />
    </div>
  )
}
