import { useState } from 'preact/hooks'
import type { Greeted, Settings } from '../../shared/protocol.ts'
import { Panel } from './panel.tsx'

/** Redis commands are written in capitals: GET, MULTI/EXEC. */
const COMMAND = /^[A-Z]{2,}(\/[A-Z]+)*$/

/** `2000` as `2.0 s`. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** The strategy as its commands, with the think time where the title says it thinks: GET think 2.0 s SET. */
export function StrategyTitle({ title, thinkMs }: { title: string; thinkMs: number }) {
  const pause = thinkMs > 0 ? `think ${seconds(thinkMs)}` : ''
  const words = title
    .split(/,?\s+/)
    .map((word) => (word === 'think' ? pause : word))
    .filter(Boolean)
  if (words[0] === 'then') words.shift()
  const thinks = pause === '' || words.includes(pause)
  return (
    <>
      {words.map((word, index) => (
        <span key={`${index}${word}`} class={COMMAND.test(word) ? 'command' : undefined}>
          {word}{' '}
        </span>
      ))}
      {!thinks && <span class="aside">{pause}</span>}
    </>
  )
}

/** Names the strategy; pressed, it shows the file the server runs. */
export function StrategyChip({ greeted, settings }: { greeted: Greeted | null; settings: Settings }) {
  const [open, setOpen] = useState(false)
  const card = greeted?.strategies.find(({ id }) => id === settings.strategy)
  return (
    <>
      <button type="button" class="chip strategy-chip" aria-expanded={open} onClick={() => setOpen(!open)}>
        <StrategyTitle title={card?.title ?? settings.strategy} thinkMs={settings.thinkMs} />
      </button>
      {open && (
        <Panel title={card?.title ?? settings.strategy} onClose={() => setOpen(false)}>
          {card && (
            <>
              <p class="claim" data-claim={card.claim.manyNodes}>
                <b>{claimed(card.claim)}</b> {card.claim.because}
              </p>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
              <pre class="source" tabIndex={0}>
                <code>{card.source}</code>
              </pre>
            </>
          )}
        </Panel>
      )}
    </>
  )
}

export function claimed({ oneNode, manyNodes }: Greeted['strategies'][number]['claim']): string {
  if (oneNode === manyNodes) return oneNode === 'keeps' ? 'Keeps every update:' : 'Loses updates:'
  return oneNode === 'keeps' ? 'Keeps them on one node only:' : 'Loses updates on one node:'
}
