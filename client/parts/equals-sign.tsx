import type { Divergence } from '../../shared/divergence.ts'

export type EqualsSign = 'equal' | 'unequal' | 'cracked'

/** `=` when it adds up, `≠` when it does not, and a cracked `=` when the balance is right but the bank is wrong. */
export function signOf(mood: Divergence['mood']): EqualsSign {
  return mood === 'calm' ? 'equal' : mood === 'wrong' ? 'cracked' : 'unequal'
}

/** The sign as a drawing, so that the bars stay in place while the stroke snaps through them. */
export function SignMark({ sign }: { sign: EqualsSign }) {
  return (
    <svg class="sign" data-sign={sign} viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <g class="sign-left">
        <path d="M10 35H50" />
        <path d="M10 65H50" />
      </g>
      <g class="sign-right">
        <path d="M50 35H90" />
        <path d="M50 65H90" />
      </g>
      <path class="sign-stroke" d="M66 8L34 92" />
    </svg>
  )
}

export function Wordmark({ sign = 'unequal' }: { sign?: EqualsSign }) {
  return (
    <span class="wordmark">
      Bank Run <SignMark sign={sign} />
    </span>
  )
}
