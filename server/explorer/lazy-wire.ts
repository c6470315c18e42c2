import type { Wire } from '../redis/wire.ts'

/** A connection that opens at first use. The explorer has its own, so that it does not slow down players. */
export function createLazyWire(open: () => Promise<Wire>): { wire(): Promise<Wire>; close(): Promise<void> } {
  let opening: Promise<Wire> | undefined
  return {
    async wire() {
      opening ??= open()
      const self = opening
      try {
        return await self
      } catch (error) {
        if (opening === self) opening = undefined
        throw error
      }
    },
    async close() {
      const wire = await opening?.catch(() => undefined)
      await wire?.close()
    },
  }
}
