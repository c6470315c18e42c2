import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

/** A drawer over the board on a phone, for what is beside it elsewhere. The board's sentence stays in sight. */
export function Drawer({
  title,
  onClose,
  children,
}: {
  title: string
  onClose: () => void
  children: ComponentChildren
}) {
  const id = useId()
  const drawer = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    drawer.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <section ref={drawer} class="drawer" role="dialog" aria-labelledby={id} tabIndex={-1}>
      <div class="steps-head">
        <h2 id={id}>{title}</h2>
        <span class="grow" />
        <button type="button" class="quiet" onClick={onClose}>
          Close
        </button>
      </div>
      {children}
    </section>
  )
}
