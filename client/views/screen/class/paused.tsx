import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import { language } from '../../../language.ts'
import { WALL } from '../../../wording/class/wall/words.ts'

/** The phase is paused, with the time that it had left, if it has a limit. */
export function Paused({ view, host }: { view: ClassView; host: boolean }) {
  const { paused, phases } = WALL[language.value]
  const seconds = Math.ceil((view.left ?? 0) / 1000)
  return (
    <div class="wall-paused">
      {view.phase !== 'free' && <p class="label">{phases[view.phase]}</p>}
      <h2>{paused.title}</h2>
      {seconds > 0 && <p>{paused.left(seconds)}</p>}
      <p class="paused-todo">{host ? paused.host : paused.other}</p>
    </div>
  )
}
