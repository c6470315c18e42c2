import { useEffect, useState } from 'preact/hooks'
import type { StrategyFile } from '../../shared/strategy-card.ts'
import { requestJson } from '../board/request.ts'

/** The strategies of this server; empty until it answers. Requested again when `time` changes. */
export function useStrategies(time: number): readonly StrategyFile[] {
  const [cards, setCards] = useState<readonly StrategyFile[]>([])
  useEffect(() => {
    const leaving = new AbortController()
    requestJson<StrategyFile[]>('/api/strategies', leaving.signal)
      .then(setCards)
      .catch(() => {
        // The board works without them: the strategy in the address is enough.
      })
    return () => leaving.abort()
  }, [time])
  return cards
}
