import type { Entry } from '../../../shared/journal.ts'
import { language } from '../../language.ts'
import { Scene } from '../../parts/scene/scene.tsx'
import { UnbrokenAmounts } from '../../parts/unbroken-amounts.tsx'
import { HOME } from '../../wording/class/home/words.ts'

const OPENING = 100
const entry = (version: number, player: string, amount: number, readAt: number, wroteAt: number): Entry => ({
  ...{ version, parent: 0, tx: player, player, amount, seen: OPENING, wrote: OPENING + amount },
  ...{ attempts: 1, node: '', readAt, wroteAt, expected: 0 },
})
const LOST = entry(1, 'two', -150, 600, 1400)
const BY = entry(2, 'one', 50, 0, 2000)

/** One lost update, step by step, once; a page that does not move shows its end. */
export function LostInTenSeconds() {
  const texts = HOME[language.value]
  const nameOf = (player: string) => (player === 'one' ? texts.one : texts.two)
  return (
    <section class="ten-seconds" aria-label={texts.picture}>
      <Scene entries={[]} lost={LOST} by={BY} nameOf={nameOf} most={2} />
      <ol class="told">
        {[texts.both(OPENING), texts.writes, texts.over, texts.gone].map((sentence) => (
          <li key={sentence}>
            <UnbrokenAmounts text={sentence} />
          </li>
        ))}
      </ol>
    </section>
  )
}
