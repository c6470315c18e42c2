/** Somebody to whom connections are handed. */
export interface ConnectionTaker {
  /** WebSockets they have, and connections that may become one. */
  connections: number
  /** When they were last handed a connection; grows from one to the next. */
  turn: number
}

/** Who gets the next one: whoever has the fewest, and of those the one who has waited longest. */
export function leastConnected<T extends ConnectionTaker>(takers: Iterable<T>): T | undefined {
  let next: T | undefined
  for (const one of takers) {
    const fewer = !next || one.connections < next.connections
    if (fewer || (one.connections === next?.connections && one.turn < next.turn)) next = one
  }
  return next
}
