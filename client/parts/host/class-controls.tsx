import type { ClassView } from '../../../shared/rounds/class-messages.ts'
import { phaseAfter } from '../../../shared/rounds/phases.ts'
import type { RoomSession } from '../../connection/room-session.ts'
import { language } from '../../language.ts'
import { HOST } from '../../wording/class/host/words.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import { NO_PLAN } from './next-step.ts'

/** What a host can do with the phase besides going on: more time, a hint, the same again, leave, end. */
export function ClassControls({ view, session }: { view: ClassView; session: RoomSession }) {
  const texts = HOST[language.value]
  const has = (event: 'lobby' | 'free' | 'again' | 'end') =>
    phaseAfter(view.phase, event, NO_PLAN) !== undefined
  const hints = view.lesson !== undefined && ['question', 'talk', 'transfer', 'running'].includes(view.phase)
  return (
    <div class="class-controls">
      {view.deadline !== undefined && !['settling', 'countdown'].includes(view.phase) && (
        <button type="button" class="plain" onClick={() => session.lead({ event: 'extend' })}>
          {texts.extend}
        </button>
      )}
      {view.deadline !== undefined && !['settling', 'countdown'].includes(view.phase) && (
        <button type="button" class="plain" onClick={() => session.lead({ event: 'extend', extendMs: 0 })}>
          {texts.noLimit}
        </button>
      )}
      {hints && (
        <button type="button" class="plain" onClick={() => session.giveHint()}>
          {texts.hint}
        </button>
      )}
      {has('again') && (
        <button type="button" class="plain" onClick={() => session.lead({ event: 'again' })}>
          {texts.again}
        </button>
      )}
      {view.phase !== 'lobby' && view.phase !== 'free' && has('lobby') && (
        <button type="button" class="plain" onClick={() => session.lead({ event: 'lobby' })}>
          {view.lesson ? texts.leave : texts.back}
        </button>
      )}
      {has('free') && (
        <button
          type="button"
          class="plain"
          title={texts.freeDoes}
          onClick={() => session.lead({ event: 'free' })}
        >
          {texts.free}
        </button>
      )}
      {has('end') && (
        <ConfirmButton
          label={texts.end}
          question={texts.endAsk}
          yes={texts.endYes}
          onYes={() => session.lead({ event: 'end' })}
        />
      )}
    </div>
  )
}
