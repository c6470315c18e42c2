/** What is open, to be closed in the end: the last opened first. */
export interface CloseStack {
  add(close: () => unknown): void
  /** Closes each once. An error goes to `onError`, and the others are closed all the same. */
  closeAll(): Promise<void>
}

export function createCloseStack(onError: (error: unknown) => void): CloseStack {
  const closes: (() => unknown)[] = []
  return {
    add: (close) => void closes.push(close),
    async closeAll() {
      for (const close of closes.splice(0).reverse()) {
        try {
          await close()
        } catch (error) {
          onError(error)
        }
      }
    },
  }
}
