import type { Phase } from '../../../../shared/rounds/phases.ts'
import { language } from '../../../language.ts'
import { Link } from '../../../router/link.tsx'
import { reportPath } from '../../../router/route.ts'
import { recordOfNow } from '../../../store/round-records.ts'
import { footOf } from '../../../wording/class/wall/foot.ts'
import type { WallAct } from '../../../wording/class/wall/texts.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { type Act, shortcutOf } from './acts.ts'
import type { ClassProps } from './class-props.ts'

interface ClassFooterProps extends Pick<ClassProps, 'code' | 'state' | 'view'> {
  acts: readonly Act[]
  onAct: (act: WallAct) => void
}

/** Phases that lead a host to the report: all rounds of the lesson are over. */
const REPORTED: readonly Phase[] = ['podium', 'over']

/** What is to be done now; and for the host, what comes next and its key. */
export function ClassFooter({ code, state, view, acts, onAct }: ClassFooterProps) {
  const words = WALL[language.value]
  const { strong, more } = footOf(view, recordOfNow(state, view), words)
  return (
    <footer class="class-footer">
      <p>
        <b>{strong}</b> <span>{more}</span>
      </p>
      {state.host
        ? acts.map(({ act, key, label }) => (
            <button
              key={act}
              type="button"
              class="class-act"
              data-act={act}
              aria-keyshortcuts={shortcutOf(act)}
              // A held key presses a button again and again.
              onKeyDown={(event) => event.repeat && event.preventDefault()}
              onClick={() => onAct(act)}
            >
              {key && <kbd>{key}</kbd>} {label}
            </button>
          ))
        : acts.some(({ act }) => act === 'next' || act === 'resume' || act === 'lobby') && (
            <span class="class-other">{words.theHostGoesOn}</span>
          )}
      {state.host && REPORTED.includes(view.phase) && (
        <Link to={reportPath(code)} class="class-act">
          {words.report}
        </Link>
      )}
    </footer>
  )
}
