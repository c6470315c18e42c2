import type { AccountView } from '../../shared/account-view.ts'
import { type DivergenceFacts, describeDivergence } from '../../shared/divergence.ts'
import { money } from '../../shared/money.ts'
import { useThrottled } from '../hooks/use-throttled.ts'
import { ownPart } from '../wording/room-words.ts'
import { SignMark, signOf } from './equals-sign.tsx'
import { emsOf, RollingNumber } from './rolling-number.tsx'
import { UnbrokenAmounts } from './unbroken-amounts.tsx'

/** Redrawn no faster, in milliseconds: digits that never rest cannot be read. */
const REDRAW_MS = 350

interface DuelProps {
  account: AccountView
  known: DivergenceFacts
  luck?: number
  /** The broken rule, in words; usually ''. */
  breach?: string
  /** What happened since the strategy was switched, in words; usually ''. */
  since?: string
  stale: boolean
  /** Its words in another language; English when absent. */
  words?: DuelWords | undefined
}

export interface DuelWords {
  expected: string
  actual: string
  money(units: number): string
  /** What became of the money, and why. */
  tell(account: AccountView): { headline: string; cause: string }
}

const ENGLISH = { expected: 'Expected', actual: 'Actual', money }

/** The expected balance, the actual one, the sign between them, and a sentence. */
export function Duel({ account: now, known, luck, breach = '', since = '', stale, words }: DuelProps) {
  const account = useThrottled(now, REDRAW_MS)
  const described = describeDivergence(account, known)
  const { mood } = described
  const { headline, cause } = words?.tell(account) ?? described
  const { expected: ought, actual: is, money } = words ?? ENGLISH
  const { expected, actual } = account
  const ours = actual === null || luck === undefined ? '' : ownPart(actual - expected, luck)
  const expectedText = money(expected)
  const actualText = actual === null ? '$?' : money(actual)
  const ems = Math.max(emsOf(expectedText), emsOf(actualText), emsOf('$0,000'))
  const spoken = `Expected ${expectedText}, actual ${actual === null ? 'not a number' : actualText}. ${headline} ${ours && `${ours}. `}${cause} ${breach} ${since}`
  const letters = `${headline}${ours} ${cause}${breach}`.length
  return (
    <section class="duel" data-mood={mood} data-stale={stale} aria-label="The account">
      {!words && <Spoken text={spoken} />}
      <div class="duel-figures" aria-hidden="true" style={{ '--ems': ems.toFixed(2) }}>
        <div class="duel-side">
          <span class="label">{ought}</span>
          <span class="figure expected" data-figure="expected" data-value={now.expected}>
            <RollingNumber text={expectedText} />
          </span>
        </div>
        <SignMark sign={signOf(mood)} />
        <div class="duel-side">
          <span class="label">{is}</span>
          <span class="figure actual" data-figure="actual" data-value={String(now.actual)}>
            <RollingNumber text={actualText} />
          </span>
        </div>
      </div>
      <p class="sentence" aria-hidden="true" style={{ '--letters': letters }}>
        <b>{ours ? headline.replace(/\.$/, ',') : headline}</b> {ours ? `${ours}.` : ''}{' '}
        <span class="cause">
          <UnbrokenAmounts text={cause} />
        </span>{' '}
        {breach && (
          <span class="under">
            <UnbrokenAmounts text={breach} />
          </span>
        )}
      </p>
      {since && (
        <p class="since" aria-hidden="true">
          {since}
        </p>
      )}
    </section>
  )
}

/** What a screen reader hears, not too often. With words of its own, a page has one such region for all that it says. */
function Spoken({ text }: { text: string }) {
  return (
    <p class="visually-hidden" aria-live="polite">
      {useThrottled(text, 2000)}
    </p>
  )
}
