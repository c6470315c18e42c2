import type { ComponentChildren } from 'preact'

/** A part of the page that scrolls by itself. */
export function Column({ of, label, children }: { of: string; label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard.
    <section class={`column ${of}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
