import type { Page } from 'playwright-core'

/**
 * What a page at the projector shows too small, or not whole: text below 24 px at 1920 × 1080 (in proportion on a
 * smaller one), text outside of the window, boxes that cut off what is in them. The timeline, whose bars leave it, and
 * boxes that end a long name with an ellipsis are left out.
 */
export function flawsForTheBackRow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Box {
      right: number
      bottom: number
      width: number
    }
    interface Element {
      className: unknown
      textContent: string
      childNodes: Iterable<{ nodeType: number; textContent: string | null }>
      scrollWidth: number
      clientWidth: number
      scrollHeight: number
      clientHeight: number
      closest(selector: string): unknown
      getBoundingClientRect(): Box
    }
    const { document, innerWidth, innerHeight, getComputedStyle } = globalThis as unknown as {
      document: { querySelectorAll(selector: string): Iterable<Element>; documentElement: Element }
      innerWidth: number
      innerHeight: number
      getComputedStyle(element: Element): Record<string, string>
    }
    const least = 24 * Math.min(innerWidth / 1920, innerHeight / 1080)
    const flaws: string[] = []
    for (const element of document.querySelectorAll('.class-screen *')) {
      const style = getComputedStyle(element)
      if (style.visibility === 'hidden' || element.closest('.visually-hidden, svg, .lanes .track, .reel'))
        continue
      const text = [...element.childNodes].some(
        (node) => node.nodeType === 3 && node.textContent?.trim() !== '',
      )
      const name = `${String(element.className)} “${element.textContent.slice(0, 30)}”`
      const { right, bottom, width } = element.getBoundingClientRect()
      if (text && Number.parseFloat(style.fontSize ?? '') < least - 0.1)
        flaws.push(`${style.fontSize}: ${name}`)
      if (text && width > 0 && (right > innerWidth + 1 || bottom > innerHeight + 1))
        flaws.push(`outside: ${name}`)
      const cuts = style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis'
      const larger =
        element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
      if (cuts && larger && !element.closest('.names ul')) flaws.push(`cut off: ${name}`)
    }
    const { scrollWidth, scrollHeight } = document.documentElement
    if (scrollWidth > innerWidth || scrollHeight > innerHeight) flaws.push('the page scrolls')
    return flaws
  })
}
