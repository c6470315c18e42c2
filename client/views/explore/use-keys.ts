import { useEffect, useRef } from 'preact/hooks'

/** Keys of the whole page, unless an element has handled them. Each handler returns whether it used the key. */
export function useKeys(keys: Readonly<Record<string, () => boolean>>): void {
  const newest = useRef(keys)
  newest.current = keys
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return
      // A field handles its own keys, except Escape.
      if ((event.target as Element).matches('input, select, textarea') && event.key !== 'Escape') return
      if (newest.current[event.key]?.()) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}
