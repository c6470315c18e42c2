import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import type { Phase } from '../../../../shared/rounds/phases.ts'
import { language } from '../../../language.ts'
import { COMMON } from '../../../wording/class/common/words.ts'
import { WALL } from '../../../wording/class/wall/words.ts'

type Step = 'question' | 'talk' | 'race' | 'why' | 'case'

const STEP_OF: { [phase in Phase]?: Step } = {
  ...{ question: 'question', talk: 'talk', countdown: 'race', running: 'race', settling: 'race' },
  ...{ reveal: 'why', transfer: 'case', learnt: 'case' },
}

/** The steps of a round in their order: those that it has, as far as the page may know. */
function stepsOf({ phase, lesson, spread }: ClassView): Step[] {
  const asked = lesson?.question !== undefined || spread?.first !== undefined
  const asks = asked || phase === 'question' || phase === 'talk'
  const transfers = phase === 'transfer' || phase === 'learnt' || lesson?.transfer !== undefined
  return [
    ...(asks ? (['question', 'talk'] as const) : []),
    'race',
    'why',
    ...(transfers ? ['case' as const] : []),
  ]
}

/** Where in its steps the round is. */
export function Steps({ view }: { view: ClassView }) {
  const steps = stepsOf(view)
  const now = STEP_OF[view.phase]
  if (now === undefined && view.phase !== 'podium') return null
  const at = now === undefined ? steps.length : steps.indexOf(now)
  const names = { ...COMMON[language.value].steps, case: WALL[language.value].newCase }
  return (
    <ol class="class-steps">
      {steps.map((step, index) => (
        <li key={step} data-done={index <= at} aria-current={index === at ? 'step' : undefined}>
          {names[step]}
        </li>
      ))}
    </ol>
  )
}
