import { isolated } from '../../../../shared/isolated.ts'
import type { RoundRecord, Story } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { Scene } from '../../../parts/scene/scene.tsx'
import { UnbrokenAmounts } from '../../../parts/unbroken-amounts.tsx'
import type { OwnTransaction } from '../../../store/own-transactions.ts'
import { COMMON } from '../../../wording/class/common/words.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import type { Headline } from '../../../wording/class/phone/headline.ts'
import { storyText } from '../../../wording/class/phone/story.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'

interface MyStoryProps {
  story: Story
  record: RoundRecord
  me: string
  /** The player's transactions, as far as this page knows them. */
  own: readonly OwnTransaction[]
}

/** What the round did to this player: a sentence, its picture, and why. */
export function MyStory({ story, record, me, own }: MyStoryProps) {
  const texts = PHONE[language.value]
  const nameOf = namesIn(record)
  const inRound = own.filter(({ epoch }) => epoch === record.epoch)
  const { headline, tone, text, cause } = storyText(texts, story, me, nameOf, inRound)
  const mine = record.players.find(({ player }) => player === me)
  const more = story.kind === 'lost' ? (mine?.lost ?? 1) - 1 : 0
  return (
    <>
      <Head headline={headline} tone={tone} />
      {text && <p class="text">{text}</p>}
      {(story.kind === 'lost' || story.kind === 'erased') && (
        <Scene entries={[]} lost={story.lost} by={story.by} nameOf={nameOf} you={me} most={2} />
      )}
      {cause && (
        <p class="text">
          <UnbrokenAmounts text={cause} />
        </p>
      )}
      {more > 0 && <p class="text ink-2">{texts.moreLost(more)}</p>}
    </>
  )
}

/** Names for the middle of a sentence, as they were when the round ended. */
export function namesIn(record: RoundRecord): (player: string) => string {
  const common = COMMON[language.value]
  return (id) => {
    const found = record.players.find(({ player }) => player === id)
    if (found?.outside) return common.outside
    if (found?.removed) return common.removedPlayer
    return found ? isolated(found.nickname) : common.aPlayer
  }
}

export function Head({
  headline: { before, strong, after },
  tone,
}: {
  headline: Headline
  tone: 'loss' | 'fine' | 'plain'
}) {
  const glued = /^[.,!?]/.test(after)
  return (
    <h1 class="head" data-tone={tone}>
      {before}
      {strong && ' '}
      {strong && <em>{strong}</em>}
      {glued ? after : ` ${after}`}
    </h1>
  )
}

/** The last line: what the round has brought this player. */
export function LuckLine({ record, me }: { record: RoundRecord | null; me: string | undefined }) {
  const texts = PHONE[language.value]
  const mine = record?.players.find(({ player }) => player === me)
  const luck = mine ? mine.effect - mine.acknowledged : 0
  return (
    <p class="luck-line">
      <span>
        {luck > 0 ? texts.gain : luck < 0 ? texts.lose : texts.neither}
        {luck < 0 && mine && mine.acknowledged > mine.effect && <small>{texts.bankOwes}</small>}
        {luck > 0 && <small>{texts.freeMoney}</small>}
      </span>
      <b class="num" data-luck={Math.sign(luck)}>
        {FORMATS[language.value].signedMoney(luck)}
      </b>
    </p>
  )
}
