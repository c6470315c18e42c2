import { DEFAULTS } from '../../../../shared/limits.ts'
import { exploreQuery } from '../../../../shared/proof/explore-query.ts'
import { PLAIN_SCENARIO } from '../../../../shared/proof/plain-scenario.ts'
import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { UnbrokenAmounts } from '../../../parts/unbroken-amounts.tsx'
import { explorePath } from '../../../router/route.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'
import { Hints, LessonDone } from './lesson-done.tsx'
import { MyAnswer } from './my-answer.tsx'
import { LuckLine, MyStory } from './my-story.tsx'
import type { PhaseProps } from './phase-props.ts'

/** The round is over: this player's own story, and how the player's answer fared. */
export function Reveal({ state, view, solo }: PhaseProps) {
  const texts = PHONE[language.value]
  const { lastRound: record, you } = state
  const story = view.yours?.story
  const { lesson } = view
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard. */}
      <main class="phone-main story" tabIndex={0}>
        {record && story && you ? (
          <MyStory story={story} record={record} me={you.player} own={state.own} />
        ) : (
          <h1 class="head">{texts.waitForStory}</h1>
        )}
        {record && <Ended record={record} />}
        {solo && <LessonDone view={view} />}
        {solo && <Hints view={view} />}
        {record && <Guess record={record} view={view} />}
        {lesson?.question && (
          <MyAnswer
            question={lesson.question}
            first={view.yours?.first?.choice}
            second={view.yours?.second?.choice}
          />
        )}
        {lesson?.explanation && <p class="text explanation">{lesson.explanation}</p>}
        {view.practice && <p class="ink-2">{texts.counts}</p>}
        {record && (
          <a
            class="button plain-wide"
            href={explorePath(exploreQuery(record.settings.strategy || DEFAULTS.strategy, PLAIN_SCENARIO))}
            target="_blank"
            rel="noopener"
          >
            {texts.stepByStep}
          </a>
        )}
      </main>
      <footer class="phone-foot">
        <LuckLine record={record} me={you?.player} />
      </footer>
    </>
  )
}

/** The two balances at the end of the round. */
function Ended({ record: { expected, actual, lost } }: { record: RoundRecord }) {
  const texts = PHONE[language.value]
  const { money } = FORMATS[language.value]
  return (
    <p class="ended" data-same={expected === actual}>
      {texts.ended} <b class="num actual-sum">{actual === null ? '$?' : money(actual)}</b>, {texts.shouldBe}{' '}
      <b class="num expected-sum">{money(expected)}</b>.
      {expected === actual && lost > 0 && ` ${texts.bankWrong}`}
    </p>
  )
}

/** What the player had guessed as the balance, where the question asked for it. */
function Guess({ record: { actual }, view }: { record: RoundRecord; view: ClassView }) {
  const texts = PHONE[language.value]
  const guess = view.yours?.second?.balance ?? view.yours?.first?.balance
  if (guess === undefined || actual === null) return null
  return (
    <p class="text ink-2">
      <UnbrokenAmounts
        text={guess === actual ? texts.predictedRight(guess) : texts.predicted(guess, actual)}
      />
    </p>
  )
}
