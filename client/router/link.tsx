import type { ComponentChildren } from 'preact'
import { navigate } from './route.ts'

/** A link inside the page; a modified click stays the browser's. */
export function Link({ to, children, ...rest }: { to: string; class?: string; children: ComponentChildren }) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    navigate(to)
  }
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  )
}
