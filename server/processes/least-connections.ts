/** A worker to which connections are handed. */
export interface ConnectionCandidate {
  /** WebSockets it has, and connections that may become one. */
  connections: number
  /** When it was last handed a connection: a number that grows from one connection to the next. */
  turn: number
}

/** Which gets the next connection: the one that has the fewest, and of those the one that has waited longest. */
export function leastConnected<T extends ConnectionCandidate>(takers: Iterable<T>): T | undefined {
  let next: T | undefined
  for (const one of takers) {
    const fewer = !next || one.connections < next.connections
    if (fewer || (one.connections === next?.connections && one.turn < next.turn)) next = one
  }
  return next
}
