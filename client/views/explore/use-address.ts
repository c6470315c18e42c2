import { useEffect, useMemo } from 'preact/hooks'
import { exploreQuery } from '../../../shared/proof/link.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import { type ExploreLink, readLink } from '../../board/read-link.ts'
import { explorePath, navigate, replace, search, type Trail } from '../../router/route.ts'

export interface Address {
  link: ExploreLink
  /** An order of this board. From the board a step back closes it, from another order it leads to the board, too. */
  open(schedule: string): void
  close(): void
  /** Another board, in the place of this one. */
  change(strategy: string, scenario: Scenario): void
}

/** The address is the state of the page: whoever opens it sees the same. */
export function useAddress(): Address {
  const asked = search.value
  const link = useMemo(() => readLink(asked), [asked])
  const { strategy, scenario, schedule, query } = link
  // The browser takes its time to go back. Until it has, another key must not make it go further.
  const going = useMemo(() => ({ back: false }), [asked])
  // It says all of it, even what was left out. A page that goes on before this runs has another address by then.
  useEffect(() => {
    const whole = explorePath(
      schedule === undefined ? query : `${query}&${new URLSearchParams({ schedule })}`,
    )
    if (search.peek() === asked && whole !== explorePath(asked.slice(1))) replace(whole)
  }, [asked, query, schedule])
  return {
    link,
    open(next) {
      if (going.back) return
      const to = explorePath(exploreQuery(strategy, scenario, next))
      if (schedule === undefined) navigate(to, { opened: true })
      else replace(to)
    },
    close() {
      if (going.back) return
      going.back = (history.state as Trail | null)?.opened === true
      if (going.back) history.back()
      else replace(explorePath(query))
    },
    change: (...next) => replace(explorePath(exploreQuery(...next)), null),
  }
}
