/**
 * Passes items on in the order of their versions (1, 2, 3 …). An early item waits until all before it have arrived.
 * Replies can overtake each other; the versions say which write came first.
 */
export function inVersionOrder<T>(handOn: (item: T) => void) {
  let next = 1
  const held = new Map<number, T>()
  return {
    add(version: number, item: T): void {
      held.set(version, item)
      for (let ready = held.get(next); held.delete(next); ready = held.get(next)) {
        handOn(ready as T)
        next += 1
      }
    },
    /** No more items will arrive: passes on the items that wait for a missing version. */
    flush(): void {
      for (const [, item] of [...held].sort(([a], [b]) => a - b)) handOn(item)
      held.clear()
    },
  }
}
