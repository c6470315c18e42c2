import { useEffect, useRef, useState } from 'preact/hooks'
import type { Played } from '../../../shared/proof/exploration.ts'
import { exploreQuery } from '../../../shared/proof/explore-query.ts'
import type { ExploreLink } from '../../board/read-link.ts'
import { pause, RequestRefused, requestJson } from '../../board/request.ts'

export type Playing =
  | { is: 'asking' }
  | { is: 'played'; played: Played }
  /** There is no such order in this scenario, or it cannot be run. */
  | { is: 'refused'; message: string }
  | { is: 'unreachable' }

/** Played orders kept: enough to go back and forth on a board. */
const REMEMBERED = 60
/** Two orders opened within this many milliseconds: the visitor is only passing by. */
const HURRIED_MS = 150
const remembered = new Map<string, Played>()

/** One interleaving, step by step; the previous one stays in sight until the answer arrives. */
export function usePlayed(link: ExploreLink): { playing: Playing; retry(): void } {
  const [playing, setPlaying] = useState<Playing>({ is: 'asking' })
  const [tries, setTries] = useState(0)
  const askedAt = useRef(0)
  const { strategy, scenario, schedule } = link
  const query = schedule === undefined ? '' : exploreQuery(strategy, scenario, schedule)
  useEffect(() => {
    if (query === '') return setPlaying({ is: 'asking' })
    const known = remembered.get(query)
    if (known) return setPlaying({ is: 'played', played: known })
    const leaving = new AbortController()
    // With a key held down, not every tile on the way is requested.
    const hurried = Date.now() - askedAt.current < HURRIED_MS
    askedAt.current = Date.now()
    pause(hurried ? HURRIED_MS : 0, leaving.signal)
      .then(() => requestJson<Played>(`/api/explore/schedule?${query}`, leaving.signal))
      .then((played) => {
        remembered.set(query, played)
        for (const oldest of remembered.keys()) if (remembered.size > REMEMBERED) remembered.delete(oldest)
        setPlaying({ is: 'played', played })
      })
      .catch((error: Error) => {
        if (leaving.signal.aborted) return
        setPlaying(
          error instanceof RequestRefused ? { is: 'refused', message: error.message } : { is: 'unreachable' },
        )
      })
    return () => leaving.abort()
  }, [query, tries])
  return { playing, retry: () => setTries(tries + 1) }
}
