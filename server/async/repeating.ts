/** Runs `work` again and again, `ms` milliseconds after it last ended, until the returned function is called. */
export function repeating(ms: number, work: () => Promise<void>): () => void {
  let stopped = false
  let timer: NodeJS.Timeout
  const next = (): void => {
    timer = setTimeout(() => {
      void work().finally(() => {
        if (!stopped) next()
      })
    }, ms)
  }
  next()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
