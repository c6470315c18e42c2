import { useId, useState } from 'preact/hooks'
import { LONGEST_TYPED } from '../../../connection/local-storage.ts'
import { language } from '../../../language.ts'
import { COMMON } from '../../../wording/class/common/words.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'
import type { PhaseProps } from './phase-props.ts'
import { RoundButtons, roundButtons } from './round-buttons.tsx'

/** The player is in, and waits for the host. */
export function Lobby({ state, session, view, solo }: PhaseProps) {
  const texts = PHONE[language.value]
  const { lesson } = view
  return (
    <>
      <main class="phone-main lobby">
        <h1 class="head">
          {solo && lesson ? (
            lesson.title
          ) : (
            <>
              {texts.in} <span class="ink-2">{texts.lookUp}</span>
            </>
          )}
        </h1>
        {lesson && !solo && (
          <div class="card">
            <p class="label">{texts.next}</p>
            <p class="big">{lesson.title}</p>
            <p class="ink-2">{COMMON[language.value].lessonOf(lesson.number, lesson.of)}</p>
          </div>
        )}
        {lesson && solo && <p class="text">{lesson.quiet ? texts.aloneQuiet : texts.alone}</p>}
        {!solo && <NameForm state={state} onRename={(nickname) => session.rename(nickname)} />}
      </main>
      <footer class="phone-foot">
        <p role="status">
          {solo
            ? view.bots.count > 0 && texts.bots(view.bots.count)
            : `${texts.here(view.here)} ${texts.begins}`}
        </p>
      </footer>
    </>
  )
}

function NameForm({ state, onRename }: { state: PhaseProps['state']; onRename: (nickname: string) => void }) {
  const id = useId()
  const texts = PHONE[language.value]
  const nickname = state.you?.nickname ?? ''
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? nickname
  const same = shown.trim() === '' || shown === nickname
  const submit = (event: Event) => {
    event.preventDefault()
    if (!same) onRename(shown)
  }
  return (
    <form class="name-form" onSubmit={submit}>
      <label class="label" for={id}>
        {texts.yourName}
      </label>
      <div class="name-row">
        <input
          id={id}
          value={shown}
          maxLength={LONGEST_TYPED}
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          aria-invalid={state.renameProblem !== null}
          aria-describedby={`${id}-wrong`}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="plain" disabled={same}>
          {texts.rename}
        </button>
      </div>
      <p id={`${id}-wrong`} class="wrong" role="alert">
        {state.renameProblem}
      </p>
    </form>
  )
}

/** The last seconds before a race: what to watch, and the buttons, still closed. */
export function Countdown({ room, state, view, solo, left = 0 }: PhaseProps) {
  const texts = PHONE[language.value]
  const amounts = roundButtons(view, room, state.you?.player)
  return (
    <>
      <main class="phone-main countdown">
        <h1 class="head">{texts.getReady}</h1>
        <p class="count num" aria-hidden="true">
          {Math.max(1, Math.ceil(left / 1000))}
        </p>
        <p class="text">{howLong(view, solo)}</p>
        {view.lesson && (
          <p class="text ink-2">
            <b>{texts.watch}:</b> {view.lesson.watch}
          </p>
        )}
      </main>
      {amounts && amounts.length > 0 && (
        <section class="phone-foot counter" aria-label={texts.yourButtons(amounts.length)}>
          <p class="foot-line">{texts.yourButtons(amounts.length)}</p>
          <RoundButtons amounts={amounts} closed reason="" onFire={() => {}} />
        </section>
      )}
    </>
  )
}

function howLong({ ends }: PhaseProps['view'], solo: boolean): string {
  const texts = PHONE[language.value]
  if (ends?.kind === 'time') return texts.timed(Math.round(ends.ms / 1000))
  return ends?.kind === 'each' ? texts.each(ends.transactions) : solo ? texts.openAlone : texts.open
}

/** No new transaction starts; those on their way end. */
export function Settling() {
  const texts = PHONE[language.value]
  return (
    <main class="phone-main settling">
      <h1 class="head">{texts.settlingTitle}</h1>
      <p class="text">{texts.settlingText}</p>
      <p class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </p>
    </main>
  )
}
