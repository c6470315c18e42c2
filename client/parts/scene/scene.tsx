import '../../styles/scene.css'
import type { Entry } from '../../../shared/journal.ts'
import { language } from '../../language.ts'
import { layScene, type SceneBar, type SceneLayout } from '../../timeline/scene-layout.ts'
import { FORMATS } from '../../wording/class/formats.ts'
import { SCENE } from '../../wording/class/scene/words.ts'
import { Cross } from '../lane-bar.tsx'
import { SceneLink } from './scene-link.tsx'

interface SceneProps {
  /** The writes around the loss, in any order; `lost` and `by` may be among them. */
  entries: readonly Entry[]
  lost: Entry
  /** The write that overwrote it. */
  by: Entry
  /** A player's name, to be shown. */
  nameOf: (player: string) => string
  /** The player of this page. */
  you?: string | undefined
  /** Transactions at most. */
  most?: number
  /** Where the names of the lanes stand: `beside` needs a wide page. With `above`, bars show numbers without verbs. */
  names?: 'above' | 'beside'
}

/** The decisive moment of one lost update: each event in its order, from left to right, and a line to the killer. */
export function Scene({ entries, lost, by, nameOf, you, most = 4, names = 'above' }: SceneProps) {
  const words = SCENE[language.value]
  const layout = layScene(entries, lost, by, most)
  const called = (player: string): string => (player === you ? words.you : nameOf(player))
  return (
    <figure class="scene" data-names={names} lang={language.value}>
      <figcaption class="visually-hidden">
        <ol>
          {eventsOf(layout).map(({ bar, is }) => (
            <li key={`${is}${bar.entry.version}`}>{tellEvent(bar, is, called)}</li>
          ))}
        </ol>
      </figcaption>
      <div class="scene-lanes" aria-hidden="true" style={{ '--columns': layout.columns }}>
        {layout.lanes.map(({ player, bars }, lane) => (
          <div key={lane} class="scene-lane" data-me={player === you}>
            <p class="scene-name">
              <b>
                <bdi>{called(player)}</bdi>
              </b>{' '}
              {bars.map(({ entry }) => (
                <span key={entry.version} class="num">
                  {FORMATS[language.value].signed(entry.amount)}{' '}
                </span>
              ))}
            </p>
            <div class="scene-track">
              {bars.map((bar) => (
                <Bar key={bar.entry.version} bar={bar} brief={names === 'above'} />
              ))}
            </div>
          </div>
        ))}
        <SceneLink layout={layout} names={names} />
      </div>
    </figure>
  )
}

/** The read, the time until the write, and the write. */
function Bar({ bar: { entry, read, write, role }, brief }: { bar: SceneBar; brief: boolean }) {
  const words = SCENE[language.value]
  const { number } = FORMATS[language.value]
  return (
    <>
      {read !== null && (
        <span class="scene-bar" data-is="read" style={{ gridColumn: read + 1 }}>
          {brief ? number(entry.seen) : words.reads(entry.seen)}
        </span>
      )}
      {read !== null && write > read + 1 && (
        <span class="scene-think" style={{ gridColumn: `${read + 2} / ${write + 1}` }}>
          {(write > read + 2 ? words.thinks : words.pause)(entry.wroteAt - entry.readAt)}
        </span>
      )}
      <span class="scene-bar" data-is="write" data-role={role} style={{ gridColumn: write + 1 }}>
        {role === 'lost' && <Cross />}
        {brief ? `→ ${number(entry.wrote)}` : words.writes(entry.wrote)}
      </span>
    </>
  )
}

type Event = { bar: SceneBar; is: 'read' | 'write'; column: number }

/** All events of the picture in their order. */
function eventsOf({ lanes }: SceneLayout): Event[] {
  const events = lanes
    .flatMap(({ bars }) => bars)
    .flatMap((bar): Event[] => [
      ...(bar.read === null ? [] : [{ bar, is: 'read' as const, column: bar.read }]),
      { bar, is: 'write', column: bar.write },
    ])
  return events.sort((a, b) => a.column - b.column)
}

function tellEvent(
  { entry, role }: SceneBar,
  is: 'read' | 'write',
  called: (player: string) => string,
): string {
  const { told } = SCENE[language.value]
  const who = called(entry.player)
  if (is === 'read') return told.read(who, entry.seen)
  const tell = { lost: told.lost, killer: told.killer, other: told.write }[role]
  return tell(who, entry.wrote)
}
