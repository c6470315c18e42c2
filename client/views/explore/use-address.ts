import { useEffect, useMemo } from 'preact/hooks'
import { exploreQuery } from '../../../shared/proof/link.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import { type ExploreLink, readLink } from '../../explore/read-link.ts'
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
  // It says all of it, even what was left out.
  useEffect(() => {
    replace(explorePath(schedule === undefined ? query : `${query}&${new URLSearchParams({ schedule })}`))
  }, [query, schedule])
  return {
    link,
    open(next) {
      const to = explorePath(exploreQuery(strategy, scenario, next))
      if (schedule === undefined) navigate(to, { opened: true })
      else replace(to)
    },
    close() {
      if ((history.state as Trail | null)?.opened) history.back()
      else replace(explorePath(query))
    },
    change: (...next) => replace(explorePath(exploreQuery(...next)), null),
  }
}
