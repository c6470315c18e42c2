import { capitalised } from '../../../../shared/money.ts'
import type { Podium, RoundRecord } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { Link } from '../../../router/link.tsx'
import { LEARN_PATH } from '../../../router/route.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'
import { LessonDone } from './lesson-done.tsx'
import { MyAnswer } from './my-answer.tsx'
import { LuckLine, MyStory, namesIn } from './my-story.tsx'
import type { PhaseProps } from './phase-props.ts'

/** The right answer to the new case. */
export function Learnt({ view }: PhaseProps) {
  const texts = PHONE[language.value]
  const transfer = view.lesson?.transfer
  const answer = view.yours?.transfer?.choice
  const isRight = answer !== undefined && answer === transfer?.right
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard.
    <main class="phone-main" tabIndex={0}>
      <h1 class="head" data-tone={isRight ? 'fine' : 'plain'}>
        <em>{isRight ? texts.right : texts.notRight}</em>
      </h1>
      {transfer && <p class="text">{transfer.text}</p>}
      {transfer && <MyAnswer question={transfer} first={answer} />}
      <LessonDone view={view} />
    </main>
  )
}

/** The player's own place, and who is on the podium. */
export function PodiumView({ state, view, solo }: PhaseProps) {
  const texts = PHONE[language.value]
  const { signedMoney } = FORMATS[language.value]
  const { lastRound: record, you } = state
  const board = view.leaderboard ?? []
  const mine = board.find(({ player }) => player === you?.player)
  // Players who are equal have the same place: that of the first of them.
  const at = board.findIndex(({ right, luck }) => right === mine?.right && luck === mine.luck)
  const place = texts.place(at + 1, board.length)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard. */}
      <main class="phone-main podium" tabIndex={0}>
        {solo && view.lesson ? (
          <h1 class="head">{view.lesson.title}</h1>
        ) : mine ? (
          <h1 class="place">
            <span class="label">{texts.placeIntro}</span>
            <b class="num">{place.n}</b> <span class="ink-2">{place.of}</span>
          </h1>
        ) : (
          <h1 class="head">{texts.noPlace}</h1>
        )}
        {mine && (
          <p class="text">
            <b class="num" data-luck={Math.sign(mine.luck)}>
              {signedMoney(mine.luck)}
            </b>{' '}
            {texts.luckSoFar}, {texts.rightSoFar(mine.right)}.
          </p>
        )}
        {mine && <p class="ink-2">{texts.whatCounts}</p>}
        {record && <Awards record={record} me={you?.player} />}
        {view.practice && <p class="ink-2">{texts.counts}</p>}
        <LessonDone view={view} />
      </main>
      <footer class="phone-foot">
        <LuckLine record={record} me={you?.player} />
      </footer>
    </>
  )
}

const AWARDS = ['luckiest', 'robbed', 'eraser', 'prophet'] as const satisfies readonly (keyof Podium)[]
/** Names shown of those who tie. */
const SHOWN = 3

function Awards({ record, me }: { record: RoundRecord; me: string | undefined }) {
  const texts = PHONE[language.value]
  const { list } = FORMATS[language.value]
  const nameOf = namesIn(record)
  return (
    <dl class="awards">
      {AWARDS.filter((award) => record.podium[award].length > 0).map((award) => {
        const players = record.podium[award]
        const first = players.includes(me ?? '') ? [me ?? ''] : []
        const others = players.filter((player) => player !== me)
        const shown = [...first, ...others].slice(0, SHOWN)
        const names = shown.map((player) => (player === me ? texts.you : nameOf(player)))
        const more = players.length - shown.length
        return (
          <div key={award} data-me={first.length > 0}>
            <dt class="label">{texts.awards[award]}</dt>
            <dd>
              {capitalised(list(names))} {more > 0 && <small>{texts.more(more)}</small>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** The host has ended the session: the player keeps the own story, and can go on alone. */
export function Over({ state, view }: PhaseProps) {
  const texts = PHONE[language.value]
  const { lastRound: record, you } = state
  const story = view.yours?.story
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard. */}
      <main class="phone-main story" tabIndex={0}>
        <p class="label">{texts.overTitle}</p>
        <p class="text ink-2">{record && story ? texts.overText : texts.overNoStory}</p>
        {record && story && you && <MyStory story={story} record={record} me={you.player} own={state.own} />}
        {record && story && <LuckLine record={record} me={you?.player} />}
      </main>
      <footer class="phone-foot">
        <Link to={LEARN_PATH} class="button big">
          {texts.goOn}
        </Link>
      </footer>
    </>
  )
}
