import { Fragment } from 'preact'

/** Redis commands are written in capitals: GET, MULTI/EXEC. */
const COMMAND = /^[A-Z]{2,}(\/[A-Z]+)*$/

/** `2000` as `2.0 s`. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** The strategy as its commands, with the think time in its place: GET think 2.0 s SET. */
export function StrategyTitle({ title, thinkMs }: { title: string; thinkMs: number }) {
  const pause = thinkMs > 0 ? `think ${seconds(thinkMs)}` : ''
  const steps = title
    .split(/,\s+/)
    .map((step) => (step === 'think' ? pause : step))
    .filter(Boolean)
  const [first = ''] = steps
  if (first.startsWith('then ')) steps[0] = first.slice(5)
  const thinks = pause === '' || steps.includes(pause)
  return (
    <>
      {steps.map((step, index) => (
        <span key={`${index}${step}`} class="strategy-step">
          {step.split(' ').map((word, at) => (
            <Fragment key={at}>
              {at > 0 && ' '}
              <span class={COMMAND.test(word) ? 'command' : undefined}>{word}</span>
            </Fragment>
          ))}{' '}
        </span>
      ))}
      {!thinks && <span class="strategy-step aside">{pause}</span>}
    </>
  )
}

interface StrategyChipProps {
  title: string
  thinkMs: number
  /** Whether its file is shown. */
  open: boolean
  onToggle: () => void
}

/** A button with the strategy's name; it shows or hides the file that the server runs. */
export function StrategyChip({ title, thinkMs, open, onToggle }: StrategyChipProps) {
  return (
    <button type="button" class="chip strategy-chip" title={title} aria-expanded={open} onClick={onToggle}>
      <span class="strategy-steps">
        <StrategyTitle title={title} thinkMs={thinkMs} />
      </span>
      <svg viewBox="0 0 14 10" role="img" aria-label="its file" focusable="false">
        <path d="M4 1L1 5l3 4M10 1l3 4-3 4" />
      </svg>
    </button>
  )
}
