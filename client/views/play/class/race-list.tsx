import { isolated } from '../../../../shared/isolated.ts'
import { signed } from '../../../../shared/money.ts'
import { language } from '../../../language.ts'
import { ThinkBar } from '../../../parts/think-bar.tsx'
import type { OwnTransaction } from '../../../store/own-transactions.ts'
import type { Room } from '../../../store/room.ts'
import { luckOf, verdictOfOwn, type WriteVerdict } from '../../../store/write-verdict.ts'
import { COMMON } from '../../../wording/class/common/words.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { PHONE } from '../../../wording/class/phone/words.ts'

interface RaceListProps {
  room: Room
  own: readonly OwnTransaction[]
  /** On the clock of Redis. */
  now: number
}

/** What became of each of the player's transactions, newest first. Why is told when the round is over. */
export function RaceList({ room, own, now }: RaceListProps) {
  const texts = PHONE[language.value]
  const { money, signedMoney, seconds } = FORMATS[language.value]
  const nameOf = (player: string): string =>
    isolated(room.players.get(player)?.nickname ?? COMMON[language.value].aPlayer)
  return (
    <ol class="own" aria-label={texts.phases.running}>
      {own.map((one) => {
        const step = room.steps.find(({ tx }) => tx === one.tx)
        const verdict = verdictOfOwn(room, one, step)
        const last = one.entries.at(-1)
        const by = verdict === 'lost' ? last?.by : null
        const seen = step?.seen ?? last?.entry.seen
        const luck = luckOf(room, one)
        return (
          <li key={one.tx} data-tx={one.tx} data-verdict={verdict}>
            <span class="amount">{signed(one.amount)}</span>
            <div class="what">
              <span class="title">{texts.verdicts[KIND[verdict]]}</span>
              <small>
                {by
                  ? by.player === last?.entry.player
                    ? texts.ownOverwrote
                    : texts.overwrittenBy(nameOf(by.player))
                  : seen !== undefined && texts.youRead(money(seen))}
              </small>
              {verdict === 'thinking' && step && (
                <ThinkBar key={`${step.attempt}${step.point}`} step={step} now={now} />
              )}
            </div>
            <span class="outcome" data-luck={Math.sign(luck)}>
              {verdict === 'thinking' && step
                ? seconds(Math.max(0, step.until - now))
                : luck !== 0 && signedMoney(luck)}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

const KIND = {
  sent: 'running',
  thinking: 'running',
  checking: 'running',
  kept: 'kept',
  wrong: 'wrong',
  doubled: 'doubled',
  'in-balance': 'wrong',
  lost: 'lost',
  forgotten: 'lost',
  rejected: 'refused',
  'falsely-refused': 'refused',
  'gave-up': 'gaveUp',
  failed: 'failed',
} as const satisfies Record<WriteVerdict, string>
