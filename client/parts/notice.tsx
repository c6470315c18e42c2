import { useEffect, useState } from 'preact/hooks'
import type { State } from '../store/state.ts'

const SHOWN_MS = 5000

/** A message shown once, for `SHOWN_MS`. */
export function Notice({ notice }: { notice: State['notice'] }) {
  const [over, setOver] = useState(0)
  const id = notice?.id ?? 0
  useEffect(() => {
    if (id === 0) return
    const timer = setTimeout(() => setOver(id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [id])
  return (
    <div class="notice" role="status">
      {notice && over !== id && <p>{notice.text}</p>}
    </div>
  )
}
