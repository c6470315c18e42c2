import { useState } from 'preact/hooks'
import type { Choice } from '../../../../shared/rounds/lesson.ts'
import { language } from '../../../language.ts'
import { isStale } from '../../../parts/connection-banner.tsx'
import { PHONE } from '../../../wording/class/phone/words.ts'
import { BalanceField, wholeNumber } from './balance-field.tsx'
import { Hints } from './lesson-done.tsx'
import type { PhaseProps } from './phase-props.ts'

interface QuestionProps extends PhaseProps {
  phase: 'question' | 'talk' | 'transfer'
}

/** Characters from which a question is set smaller, so that its choices fit below it. */
const LONG = 110

/** Which of the player's answers belongs to the phase. */
const SLOT = { question: 'first', talk: 'second', transfer: 'transfer' } as const

/** One question. The first answer stands, so a tap chooses and a second button confirms. */
export function QuestionView({ state, session, view, phase }: QuestionProps) {
  const texts = PHONE[language.value]
  const [chosen, setChosen] = useState<Choice | null>(null)
  const [typed, setTyped] = useState('')
  /** The page's notice when the answer was sent: a newer one says why it was refused. */
  const [sentAt, setSentAt] = useState<number | null>(null)
  const question = phase === 'transfer' ? view.lesson?.transfer : view.lesson?.question
  const choices = question?.choices ?? []
  const text = question?.text ?? texts.askBalance
  const answer = view.yours?.[SLOT[phase]]
  const first = phase === 'talk' ? view.yours?.first : undefined
  const sending = sentAt !== null && sentAt === (state.notice?.id ?? 0) && answer === undefined
  const closed = answer !== undefined || sending || view.left !== undefined || isStale(state)
  const balance = wholeNumber(typed)
  const send = () => {
    setSentAt(state.notice?.id ?? 0)
    if (choices.length === 0 && balance !== undefined) session.answer({ balance })
    else if (chosen) session.answer({ choice: chosen })
  }
  const ready = choices.length === 0 ? balance !== undefined : chosen !== null
  const marked = answer?.choice ?? chosen
  return (
    <>
      <main class="phone-main asking">
        {phase === 'talk' && (
          <div class="talk">
            <b>{texts.talkFirst}</b>
            {texts.askWhy}
          </div>
        )}
        {phase === 'transfer' && <p class="ink-2 text">{texts.newCase}</p>}
        <h1 class="ask" data-small={phase === 'talk' || text.length > LONG}>
          {text}
        </h1>
        {choices.length === 0 ? (
          <BalanceField
            typed={answer?.balance === undefined ? typed : String(answer.balance)}
            first={first?.balance}
            disabled={closed}
            onType={setTyped}
          />
        ) : (
          <div class="choices">
            {choices.map(({ id, text }) => (
              <button
                key={id}
                type="button"
                class="choice-row"
                aria-pressed={marked === id}
                disabled={closed && marked !== id}
                aria-disabled={closed}
                onClick={() => !closed && setChosen(id)}
              >
                <span class="letter num">{id.toUpperCase()}</span>
                <span>{text}</span>
                <small>
                  {answer?.choice === id
                    ? phase === 'talk'
                      ? texts.now
                      : texts.yours
                    : first?.choice === id && texts.yourFirst}
                </small>
              </button>
            ))}
          </div>
        )}
        <Hints view={view} />
      </main>
      <footer class="phone-foot">
        {answer === undefined && (
          <button type="button" class="button big" disabled={!ready || closed} onClick={send}>
            {sending ? texts.sending : confirmText(choices.length === 0, chosen)}
          </button>
        )}
        <p class="foot-line" role="status">
          {answer === undefined ? texts.stands : <Answered view={view} />}
        </p>
      </footer>
    </>
  )
}

function confirmText(asksBalance: boolean, chosen: Choice | null): string {
  const texts = PHONE[language.value]
  if (asksBalance) return texts.confirmBalance
  return chosen ? texts.confirm(chosen.toUpperCase()) : texts.choose
}

function Answered({ view }: Pick<PhaseProps, 'view'>) {
  const texts = PHONE[language.value]
  const { n, rest } = texts.answered(view.done, view.here)
  return (
    <>
      <b class="num">{n}</b> {rest} {texts.secret}
    </>
  )
}
