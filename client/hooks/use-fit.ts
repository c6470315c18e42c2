import type { RefObject } from 'preact'
import { useLayoutEffect, useReducer } from 'preact/hooks'
import { useSize } from './use-size.ts'

const STEP = 0.06

/**
 * Makes the text of a box smaller until it fits: sets `--fit` on it, from 1 down to `least`. `key` changes whenever the
 * text does. Its styles multiply their sizes by `--fit`.
 */
export function useFit(box: RefObject<HTMLElement | null>, key: string, least = 0.5): void {
  const { width, height } = useSize(box)
  // The widths of letters are known only when the fonts are here.
  const [fonts, loaded] = useReducer(() => true, false)
  useLayoutEffect(() => void document.fonts?.ready.then(() => loaded(undefined)), [])
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const overflows = () =>
      element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1
    for (let fit = 1; ; fit -= STEP) {
      element.style.setProperty('--fit', Math.max(least, fit).toFixed(2))
      if (fit <= least || !overflows()) return
    }
  }, [box, key, width, height, least, fonts])
}
