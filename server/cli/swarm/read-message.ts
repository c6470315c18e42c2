import type { Entry } from '../../../shared/journal.ts'
import { unpack } from '../../../shared/packed-entry.ts'
import type { ServerMessage } from '../../../shared/protocol.ts'

/** A message, and the writes that it tells of. */
export interface ReadMessage {
  message: ServerMessage
  entries: readonly Entry[]
}

/** Frames that are remembered: all connections of a node get the same text within a tick. */
const REMEMBERED = 64

/** Makes a reader that parses a text once, however many players get it. */
export function createReader(): (text: string) => ReadMessage {
  const known = new Map<string, ReadMessage>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    const message = JSON.parse(text) as ServerMessage
    if (message.type !== 'frame' && message.type !== 'snapshot') return { message, entries: [] }
    const read = { message, entries: message.entries.map((entry) => unpack(entry, message.at)) }
    known.set(text, read)
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    return read
  }
}
