import { useEffect, useRef, useState } from 'preact/hooks'

/** `value`, changing at most once in `every` milliseconds; the last value is always shown. */
export function useThrottled<T>(value: T, every: number): T {
  const [throttled, setShown] = useState(value)
  const changedAt = useRef(0)
  useEffect(() => {
    if (Object.is(value, throttled)) return
    const change = () => {
      changedAt.current = Date.now()
      setShown(value)
    }
    const wait = changedAt.current + every - Date.now()
    if (wait <= 0) return change()
    const timer = setTimeout(change, wait)
    return () => clearTimeout(timer)
  }, [value, throttled, every])
  return throttled
}
