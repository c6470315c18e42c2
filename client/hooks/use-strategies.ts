import { useEffect, useState } from 'preact/hooks'
import type { StrategyCard } from '../../shared/strategy-card.ts'
import { askJson } from '../board/ask.ts'

/** The strategies of this server; none until it has told, or when it does not. Asked again with every other `time`. */
export function useStrategies(time: number): readonly StrategyCard[] {
  const [cards, setCards] = useState<readonly StrategyCard[]>([])
  useEffect(() => {
    const leaving = new AbortController()
    askJson<StrategyCard[]>('/api/strategies', leaving.signal)
      .then(setCards)
      .catch(() => {
        // The board can be used without: the strategy in the address is all it needs.
      })
    return () => leaving.abort()
  }, [time])
  return cards
}
