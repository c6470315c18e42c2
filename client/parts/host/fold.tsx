import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

interface FoldProps {
  title: string
  open?: boolean
  children: ComponentChildren
}

/** A part of the panel that is one tap away. */
export function Fold({ title, open: opened = false, children }: FoldProps) {
  const [open, setOpen] = useState(opened)
  return (
    <section class="fold">
      <h3>
        <button type="button" class="fold-head" aria-expanded={open} onClick={() => setOpen(!open)}>
          {title}
          <svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">
            <path d={open ? 'M1 7l4-4 4 4' : 'M1 3l4 4 4-4'} />
          </svg>
        </button>
      </h3>
      {open && <div class="fold-body">{children}</div>}
    </section>
  )
}
