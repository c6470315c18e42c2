import { useRef } from 'preact/hooks'
import { STILL, useMedia } from '../hooks/use-media.ts'
import { useNow } from '../hooks/use-now.ts'
import { useSize } from '../hooks/use-size.ts'
import { useTimelineMotion } from '../hooks/use-timeline-motion.ts'
import { hueOf } from '../store/nodes.ts'
import type { Room } from '../store/room.ts'
import { chosenLoss, heldAt } from '../timeline/held-moment.ts'
import { backPath, boxOf, gapsOf, linkPath, type Scale } from '../timeline/lane-geometry.ts'
import { type LaneLayout as Laid, type LaneLink, layLanes, spanOf, zoomed } from '../timeline/lane-layout.ts'
import { createLaneMemory } from '../timeline/lane-seats.ts'
import { nameOf } from '../wording/room-words.ts'
import { SWITCH_MARK } from '../wording/switch-words.ts'
import { agoText, heldText } from '../wording/timeline-words.ts'
import { LaneBar } from './lane-bar.tsx'
import { NodeBadge } from './nodes.tsx'

/** Largest x in pixels before the origin moves to now: transforms lose precision far out. */
const FAR = 200_000

/** Milliseconds after which a kill is drawn more quietly. */
const OLD_MS = 3000

/** Least number of pixels between two marks of the time axis. */
const NARROWEST_TICK = 80

const ENGLISH = {
  untouched: 'Each bar will reach from a read to its write. Two at the same time is all it takes.',
  quiet: 'Quiet now.',
  now: 'now',
}

interface LanesProps {
  room: Room
  /** Redis time minus this machine's, in milliseconds. */
  offset: number
  /** `most`: lanes at most. `shortest`: the shortest time to show, in milliseconds. */
  most: number
  shortest: number
  me?: string | undefined
  /** When the connection was lost, on the clock of Redis: the timeline stops there. Null while it is open. */
  stoppedAt: number | null
  /** For the back row: larger labels, and fewer lanes. */
  large?: boolean
  /** Its words in another language. */
  words?: typeof ENGLISH
}

/**
 * The timeline: for each transaction a bar from read to write, a dotted line from each lost write to its killer, and a
 * dashed line from each take-back to its booking.
 */
export function Lanes({
  room,
  offset,
  most,
  shortest,
  me,
  stoppedAt,
  large = false,
  words = ENGLISH,
}: LanesProps) {
  const track = useRef<HTMLDivElement>(null)
  const layer = useRef<HTMLDivElement>(null)
  const memory = useRef(createLaneMemory())
  const origin = useRef(0)
  const span = useRef(0)
  const { width, height } = useSize(track)
  const still = useMedia(STILL)
  useNow(1000)

  const present = () => stoppedAt ?? Date.now() + offset
  const clock = () => heldAt(room, present(), chosenLoss.value) ?? present()
  const now = clock()
  const ago = present() - now
  span.current = zoomed(room, now, spanOf(room.settings.thinkMs, shortest), span.current)
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const capacity = Math.max(1, Math.min(most, Math.floor(height / ((large ? 3.9 : 2.9) * rem))))
  const perMs = width / span.current
  if (Math.abs(now - origin.current) * perMs > FAR) origin.current = now
  const lanes = layLanes(room, memory.current, { now, span: span.current, capacity, pinned: me })
  const scale: Scale = {
    origin: origin.current,
    perMs,
    laneHeight: laneHeight(height, Math.max(4, lanes.owners.length), rem),
    font: rem * (large ? 1.5 : 1.15),
  }
  const moving = stoppedAt === null && ago === 0 && lanes.bars.length > 0
  useTimelineMotion({ layer, scale, width, clock, moving, still })

  return (
    <figure
      class="lanes"
      aria-label="Timeline of reads and writes. The list of what happened says the same in words."
    >
      <Axis span={span.current} width={width} nowText={ago > 0 ? agoText(ago) : words.now} />
      <div class="lanes-body" aria-hidden="true">
        {lanes.owners.map(({ player, node }, lane) => (
          <div
            key={lane}
            class="lane"
            data-me={player === me}
            data-bot={player !== null && room.players.get(player)?.bot === true}
            data-hue={node === null ? undefined : hueOf(node)}
            data-begins={node !== null && node !== lanes.owners[lane - 1]?.node}
            style={{ height: `${scale.laneHeight}px` }}
          >
            {node !== null && <NodeBadge node={node} />}
            <b class="name">{player && nameOf(room, player)}</b>
          </div>
        ))}
        <div class="track" ref={track}>
          <div class="layer" ref={layer}>
            <SwitchMark room={room} scale={scale} />
            <Links lanes={lanes} scale={scale} now={now} />
            <Bars lanes={lanes} scale={scale} now={now} />
          </div>
        </div>
        {ago > 0 && (
          <p class="lanes-held">
            <span>{heldText(chosenLoss.value !== null)}</span>
          </p>
        )}
        {lanes.bars.length === 0 && (
          <p class="lanes-empty">{words[room.account.version === 0 ? 'untouched' : 'quiet']}</p>
        )}
      </div>
    </figure>
  )
}

/** The height of a lane in pixels: lanes share the height, within limits. */
const laneHeight = (height: number, lanes: number, rem: number) =>
  Math.max(20, Math.min(height / lanes, 5.5 * rem))

function Bars({ lanes, scale, now }: { lanes: Laid; scale: Scale; now: number }) {
  const gaps = gapsOf(lanes)
  return (
    <>
      {lanes.bars.map((bar) => {
        const gap = (gaps.get(bar.key) ?? 0) * scale.perMs
        const beside = { gap, ahead: (now - (bar.to ?? now)) * scale.perMs }
        return <LaneBar key={bar.key} bar={bar} box={boxOf(bar, lanes, scale, now)} beside={beside} />
      })}
    </>
  )
}

function Links({ lanes, scale, now }: { lanes: Laid; scale: Scale; now: number }) {
  const path = ({ kind, from, to }: LaneLink) =>
    (kind === 'back' ? backPath : linkPath)(boxOf(from, lanes, scale, now), boxOf(to, lanes, scale, now))
  return (
    <svg class="links" aria-hidden="true" focusable="false">
      {lanes.links.map((link) => (
        <g key={link.key} data-kind={link.kind} data-old={now - (link.from.to ?? now) > OLD_MS}>
          <path class="link" d={path(link)} />
          <path class="snap" d={path(link)} pathLength={1} />
        </g>
      ))}
    </svg>
  )
}

/** A line where the page has seen the strategy switched. */
function SwitchMark({ room, scale }: { room: Room; scale: Scale }) {
  const { since, switched } = room.terms.strategy
  if (!switched) return null
  return (
    <div class="switch-mark" style={{ left: `${((since - scale.origin) * scale.perMs).toFixed(1)}px` }}>
      <span>{SWITCH_MARK}</span>
    </div>
  )
}

/** `nowText` stands at its right edge. */
function Axis({ span, width, nowText }: { span: number; width: number; nowText: string }) {
  const seconds = span / 1000
  const step =
    [1, 2, 5, 10].find((step) => (step * width) / seconds >= Math.max(NARROWEST_TICK, width / 7)) ?? 10
  const ticks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step)
  return (
    <div class="axis" aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick} data-edge={tick === 0} style={{ left: `${100 - (100 * tick) / seconds}%` }}>
          {tick > 0 ? `−${tick} s` : nowText}
        </span>
      ))}
    </div>
  )
}
