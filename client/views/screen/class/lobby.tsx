import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Player } from '../../../../shared/protocol.ts'
import { useFit } from '../../../hooks/use-fit.ts'
import { useSize } from '../../../hooks/use-size.ts'
import { language } from '../../../language.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { JoinBlock } from '../join-block.tsx'
import type { ClassProps } from './class-props.ts'

/** How to join, as large as the screen allows, and who has. */
export function Lobby({ code, state, room, view }: ClassProps) {
  const words = WALL[language.value]
  // A bot has joined as well, but is only counted.
  const here = [...room.players.values()].filter((one) => one.state === 'here' && !one.bot)
  const people = here.sort((a, b) => b.number - a.number)
  return (
    <div class="wall-lobby">
      <JoinBlock code={code} state={state} words={{ ...words.join, wifi: words.wifi.label }} />
      <Names people={people} bots={view.bots.count} />
    </div>
  )
}

/** The names of all who are here, the newest first. Those for whom there is no room are counted only. */
function Names({ people, bots }: { people: readonly Player[]; bots: number }) {
  const words = WALL[language.value]
  const list = useRef<HTMLUListElement>(null)
  const { width, height } = useSize(list)
  const [shown, setShown] = useState(people.length)
  const key = people.map(({ id, nickname }) => id + nickname).join(' ')
  useFit(list, key, 0.6)
  useLayoutEffect(() => {
    const box = list.current
    if (!box) return
    const chips = [...box.children] as HTMLElement[]
    const fits = chips.filter((chip) => chip.offsetTop + chip.offsetHeight <= box.clientHeight)
    for (const chip of chips) chip.style.visibility = fits.includes(chip) ? 'visible' : 'hidden'
    setShown(fits.length)
  }, [key, width, height])
  return (
    <section class="names">
      <p class="names-count">
        <b>{people.length === 0 ? words.waiting : words.here(people.length, bots)}</b>
        {shown < people.length && <span> · {words.newest(shown)}</span>}
      </p>
      <ul ref={list}>
        {people.map(({ id, nickname }, index) => (
          <li key={id} class="chip" data-newest={index === 0}>
            <bdi>{nickname}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}
