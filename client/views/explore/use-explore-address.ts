import { useEffect, useMemo } from 'preact/hooks'
import { exploreQuery } from '../../../shared/proof/explore-query.ts'
import type { Scenario } from '../../../shared/proof/scenario.ts'
import { type ExploreLink, readLink } from '../../board/read-link.ts'
import { explorePath, navigate, replace, search, type Trail } from '../../router/route.ts'

export interface ExploreAddress {
  link: ExploreLink
  /** Opens an order of this board. The browser's back button then leads to the board, also after several orders. */
  open(schedule: string): void
  close(): void
  /** Replaces this board by another one. */
  change(strategy: string, scenario: Scenario): void
}

/** The address is the state of the page: another visitor who opens it sees the same. */
export function useAddress(): ExploreAddress {
  const asked = search.value
  const link = useMemo(() => readLink(asked), [asked])
  const { strategy, scenario, schedule, query } = link
  // Going back takes the browser some time. Until then, another key must not make it go back further.
  const going = useMemo(() => ({ back: false }), [asked])
  // Completes the address with the values that were left out, unless the page has moved on to another one.
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
