/**
 * Hands items on in the order of their versions (1, 2, 3 …): one that comes early is held back until all before it
 * were there. One reply can overtake another on its way here; the versions say which write came first.
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
    /** Nothing more will come: hands on what waits behind a version that nobody brought. */
    flush(): void {
      for (const [, item] of [...held].sort(([a], [b]) => a - b)) handOn(item)
      held.clear()
    },
  }
}
