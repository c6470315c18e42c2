import '../styles/panel.css'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

interface PanelProps {
  title: string
  onClose: () => void
  /** What has the focus after it is closed: what opened it, or the page, whose keys work at once. */
  after?: 'opener' | 'page'
  children: ComponentChildren
}

/** A drawer beside the running room, so that a host sees what a setting does. Escape closes it. */
export function Panel({ title, onClose, after = 'opener', children }: PanelProps) {
  const id = useId()
  const panel = useRef<HTMLElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  const next = useRef(after)
  next.current = after
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus()
    return () => {
      const { activeElement } = document
      if (next.current === 'page') {
        if (activeElement instanceof HTMLElement) activeElement.blur()
      } else if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <section ref={panel} class="panel" role="dialog" aria-labelledby={id} tabIndex={-1}>
      <div class="panel-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="quiet" onClick={onClose}>
          Close
        </button>
      </div>
      <div class="panel-body">{children}</div>
    </section>
  )
}
