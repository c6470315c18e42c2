import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { money } from '../../../shared/money.ts'
import type { Played } from '../../../shared/proof/exploration.ts'
import { isCracked, isSafe } from '../../board/marks.ts'
import { SignMark } from '../../parts/equals-sign.tsx'
import { grouped } from '../../wording/board-words.ts'
import { copyText } from './copy-text.ts'
import { Score } from './score.tsx'
import type { Playing } from './use-played-schedule.ts'

interface StepsProps {
  playing: Playing
  /** Its place on the board, if it has been found there. */
  place: { position: number; count: number } | undefined
  /** It covers the board, as on a phone, and takes the focus. */
  modal: boolean
  onStep: (by: -1 | 1) => void
  onClose: () => void
  onRetry: () => void
}

/** One interleaving, step by step. */
export function Steps({ playing, place, modal, onStep, onClose, onRetry }: StepsProps) {
  const id = useId()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!modal) return
    panel.current?.focus()
  }, [modal])
  return (
    <section
      ref={panel}
      class="steps"
      aria-labelledby={id}
      tabIndex={-1}
      {...(modal ? { role: 'dialog', 'aria-modal': true } : {})}
    >
      <div class="steps-head">
        <StepButton
          name="Previous order"
          path="M15 5L8 12L15 19"
          disabled={!place || place.position === 1}
          onClick={() => onStep(-1)}
        />
        <h2 id={id}>
          {place ? (
            <>
              <span class="visually-hidden">Order </span>
              {grouped(place.position)} of {grouped(place.count)}
            </>
          ) : (
            'One order'
          )}
        </h2>
        <StepButton
          name="Next order"
          path="M9 5L16 12L9 19"
          disabled={!place || place.position === place.count}
          onClick={() => onStep(1)}
        />
        <span class="grow" />
        <CopyLink />
        <StepButton name="Close" path="M6 6L18 18M18 6L6 18" disabled={false} onClick={onClose} />
      </div>
      <div class="steps-body">
        <Body playing={playing} onRetry={onRetry} />
      </div>
      {playing.is === 'played' && <Verdict played={playing.played} />}
    </section>
  )
}

function Body({ playing, onRetry }: { playing: Playing; onRetry: () => void }) {
  switch (playing.is) {
    case 'asking':
      return <p class="empty">Playing it…</p>
    case 'played':
      return <Score played={playing.played} />
    case 'refused':
      return (
        <div class="empty">
          <h3>This order cannot be played.</h3>
          <p>{playing.message}</p>
        </div>
      )
    case 'unreachable':
      return (
        <div class="empty">
          <h3>The server does not answer.</h3>
          <p>Is it still running, and are you still on its network?</p>
          <button type="button" class="plain" onClick={onRetry}>
            Try again
          </button>
        </div>
      )
  }
}

/** The expected and the actual balance, and why they differ. */
function Verdict({ played }: { played: Played }) {
  const { expected, balance, sentence, either } = played
  const sign = isCracked(played) ? 'cracked' : expected === balance ? 'equal' : 'unequal'
  return (
    <div class="steps-verdict" data-safe={isSafe(played)}>
      <p class="figures">
        <span class="visually-hidden">Expected </span>
        <span class="num expected">{money(expected)}</span>
        <SignMark sign={sign} />
        <span class="visually-hidden">, actual </span>
        <span class="num" data-wrong={sign === 'unequal'}>
          {money(balance)}
        </span>
      </p>
      <p class="told" role="status">
        {isCracked(played) && <b>Balance right, bank wrong.</b>} {sentence}
        {either && ' The journal cannot tell what a write here built on; it counts as built on what it met.'}
      </p>
    </div>
  )
}

function StepButton({
  name,
  path,
  disabled,
  onClick,
}: {
  name: string
  path: string
  disabled: boolean
  onClick: () => void
}) {
  return (
    <button type="button" class="icon" aria-label={name} disabled={disabled} onClick={onClick}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={path} />
      </svg>
    </button>
  )
}

const COPIED_MS = 2500

function CopyLink() {
  const [copied, setText] = useState('')
  useEffect(() => {
    if (copied === '') return
    const timer = setTimeout(() => setText(''), COPIED_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    setText((await copyText(location.href)) ? 'Copied' : 'Copy the address above')
  }
  return (
    <button type="button" class="plain" onClick={copy} aria-live="polite">
      {copied || 'Copy link'}
    </button>
  )
}
