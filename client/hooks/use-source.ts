import { useEffect } from 'preact/hooks'
import type { ListedStrategy } from '../../shared/strategy-card.ts'
import type { RoomSession } from '../connection/room-session.ts'
import type { State } from '../store/state.ts'

/** The file of a strategy, asked for when it is first shown and when it has changed; undefined until it is here. */
export function useSource(
  state: State,
  session: RoomSession,
  card: ListedStrategy | undefined,
): string | undefined {
  const { greeted, sources } = state
  const [id, edition] = [card?.id, card?.edition]
  const file = id === undefined ? undefined : sources.get(id)
  const missing = id !== undefined && file?.edition !== edition
  // A greeting comes with every new connection: what was asked on the last one may have been lost with it.
  const since = greeted?.now
  useEffect(() => {
    if (missing && id !== undefined) session.readSource(id)
  }, [session, since, missing, id, edition])
  return file?.source
}
