import { useEffect, useState } from 'preact/hooks'

/** This machine's clock, read every `every` milliseconds while `running`. */
export function useNow(every: number, running = true): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!running) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every, running])
  // While it was not running, the last reading has become old.
  const clock = Date.now()
  return running && clock - now > 2 * every ? clock : now
}
