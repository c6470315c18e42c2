import { useEffect, useRef } from 'preact/hooks'
import type { RoomSession } from '../connection/room-session.ts'
import { language } from '../language.ts'
import type { State } from '../store/state.ts'

/** Tells the server in which language this page wants its lessons, on every new connection and when it changes. */
export function useSpeak(state: State, session: RoomSession | null): void {
  const spoken = language.value
  const told = useRef<string>('en')
  const inside = state.stage.at === 'inside'
  // A greeting comes with every new connection, which begins in English.
  const since = state.greeted?.now
  const connection = useRef(since)
  useEffect(() => {
    if (connection.current !== since) told.current = 'en'
    connection.current = since
    if (!session || !inside || told.current === spoken) return
    told.current = spoken
    session.speak(spoken)
  }, [session, inside, since, spoken])
}
