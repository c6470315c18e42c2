import { useEffect } from 'preact/hooks'
import type { RoomSession } from '../connection/room-session.ts'
import { language } from '../language.ts'
import type { State } from '../store/state.ts'

/** Tells the server the language of the page, also after a reconnect: it sends the texts of lessons in it. */
export function useSpoken({ stage, classView }: State, session: RoomSession | null): void {
  const spoken = language.value
  const inside = stage.at === 'inside' && classView !== null
  useEffect(() => {
    if (inside) session?.speak(spoken)
  }, [inside, spoken, session])
}
