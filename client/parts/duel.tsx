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
}

/** The expected balance, the actual one, the sign between them, and a sentence. */
export function Duel({ account: now, known, luck, breach = '', since = '', stale }: DuelProps) {
  const account = useThrottled(now, REDRAW_MS)
  const { mood, headline, cause } = describeDivergence(account, known)
  const { expected, actual } = account
  const ours = actual === null || luck === undefined ? '' : ownPart(actual - expected, luck)
  const expectedText = money(expected)
  const actualText = actual === null ? '$?' : money(actual)
  const ems = Math.max(emsOf(expectedText), emsOf(actualText), emsOf('$0,000'))
  const spoken = `Expected ${expectedText}, actual ${actual === null ? 'not a number' : actualText}. ${headline} ${ours && `${ours}. `}${cause} ${breach} ${since}`
  const letters = `${headline}${ours} ${cause}${breach}`.length
  return (
    <section class="duel" data-mood={mood} data-stale={stale} aria-label="The account">
      <p class="visually-hidden" aria-live="polite">
        {useThrottled(spoken, 2000)}
      </p>
      <div class="duel-figures" aria-hidden="true" style={{ '--ems': ems.toFixed(2) }}>
        <div class="duel-side">
          <span class="label">Expected</span>
          <span class="figure expected" data-figure="expected" data-value={now.expected}>
            <RollingNumber text={expectedText} />
          </span>
        </div>
        <SignMark sign={signOf(mood)} />
        <div class="duel-side">
          <span class="label">Actual</span>
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
