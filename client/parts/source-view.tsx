import { useMemo, useRef } from 'preact/hooks'
import { type LineRange, litLines, type StepPoint } from '../../shared/lit-lines.ts'
import { signed } from '../../shared/money.ts'
import type { StrategyCard } from '../../shared/strategy-card.ts'
import { useInSight } from '../hooks/use-in-sight.ts'
import { useNow } from '../hooks/use-now.ts'
import { MATRIX_PATH } from '../router/route.ts'
import { countAt, type Followed, stepsOfStrategy, stepToFollow } from '../store/followed-step.ts'
import type { Room } from '../store/room.ts'
import { stepText } from '../wording/room-words.ts'
import { SourceCode } from './source-code.tsx'
import { Elsewhere, StrategyFacts } from './strategy-facts.tsx'
import { ThinkBar } from './think-bar.tsx'

/** Below this think time, in milliseconds, a step is over before the page hears of it. */
const TOO_QUICK_MS = 150

interface SourceViewProps {
  room: Room
  card: StrategyCard
  /** The text of its file. */
  source: string
  /** Redis time minus this machine's, in milliseconds. */
  offset: number
  me?: string | undefined
  /** When the connection was lost, on the clock of Redis; null while it is open. */
  stoppedAt: number | null
}

/** The file of the room's strategy; the lines that running transactions are at are lit. */
export function SourceView({ room, card, source, offset, me, stoppedAt }: SourceViewProps) {
  const clock = useNow(250, stoppedAt === null)
  const now = stoppedAt ?? clock + offset
  const followed = useFollowed(room, now, me)
  const steps = stepsOfStrategy(room)
  const lines = useLitLines(source)
  const lit = followed ? lines(followed.step.point) : []
  const counts = useMemo(() => new Map<number, number>(), [])
  counts.clear()
  for (const [point, many] of countAt(steps)) {
    if (many === 1 && point === followed?.step.point) continue
    for (const { to } of lines(point)) counts.set(to, (counts.get(to) ?? 0) + many)
  }
  const scroller = useInSight(lit)
  return (
    <div class="code-view">
      <div class="code-now">
        <p>
          {followed ? (
            <>
              <span class="amount">{signed(followed.step.amount)}</span> {stepText(room, followed.step, me)}
            </>
          ) : (
            <span class="aside">{idle(room)}</span>
          )}
        </p>
        {followed ? (
          <ThinkBar key={`${followed.step.tx}${followed.step.at}`} step={followed.step} now={now} />
        ) : (
          <div class="thought" />
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard. */}
      <section class="code-scroll" ref={scroller} tabIndex={0} aria-label={`The file of ${card.id}`}>
        <SourceCode
          source={source}
          lit={(line) => lit.some(({ from, to }) => from <= line && line <= to)}
          count={(line) => counts.get(line) ?? 0}
        />
        <StrategyFacts card={card} />
        <p>
          <Elsewhere to={MATRIX_PATH}>All strategies, proven</Elsewhere>
        </p>
      </section>
    </div>
  )
}

function idle({ settings }: Room): string {
  if (settings.thinkMs + settings.jitterMs < TOO_QUICK_MS)
    return 'Too quick to see. A longer think time shows it.'
  return 'No transaction is running. Press a button and watch.'
}

function useFollowed(room: Room, now: number, me: string | undefined): Followed | null {
  const followed = useRef<Followed | null>(null)
  followed.current = stepToFollow(stepsOfStrategy(room), followed.current, { me, now })
  return followed.current
}

/** The lines of each point, looked up once per file. */
function useLitLines(source: string): (point: StepPoint) => LineRange[] {
  return useMemo(() => {
    const known = new Map<StepPoint, LineRange[]>()
    return (point) => {
      const lines = known.get(point) ?? litLines(source, point)
      known.set(point, lines)
      return lines
    }
  }, [source])
}
