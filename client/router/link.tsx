import type { ComponentChildren } from 'preact'
import { navigate } from './route.ts'

/** A link inside the app; a click with a modifier key is left to the browser. */
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
