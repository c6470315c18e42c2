import { useEffect, useRef } from 'preact/hooks'

/** Keys of the whole page, unless something on it has used them. Each says whether it did. */
export function useKeys(keys: Readonly<Record<string, () => boolean>>): void {
  const newest = useRef(keys)
  newest.current = keys
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return
      // A field has its own use for them.
      if ((event.target as Element).matches('input, select, textarea') && event.key !== 'Escape') return
      if (newest.current[event.key]?.()) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}
