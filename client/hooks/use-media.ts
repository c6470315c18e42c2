import { useEffect, useState } from 'preact/hooks'

/** Whether a media query matches. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const follow = () => setMatches(list.matches)
    follow()
    list.addEventListener('change', follow)
    return () => list.removeEventListener('change', follow)
  }, [query])
  return matches
}

export const WIDE = '(min-width: 1000px)'
export const STILL = '(prefers-reduced-motion: reduce)'
