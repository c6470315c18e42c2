import { useEffect, useState } from 'preact/hooks'
import type { MatrixLine } from '../../../shared/proof/stream-lines.ts'
import { emptyMatrix, foldMatrix, type Matrix } from '../../board/matrix.ts'
import { readLines } from '../../board/read-lines.ts'
import { RequestRefused, request } from '../../board/request.ts'
import { useThrottled } from '../../hooks/use-throttled.ts'

const REDRAW_MS = 80

/** The matrix, which fills as the explorer finds its cells. */
export function useMatrix(): { matrix: Matrix; retry(): void } {
  const [matrix, setMatrix] = useState<Matrix>(emptyMatrix)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    const leaving = new AbortController()
    setMatrix(emptyMatrix)
    const follow = async () => {
      const { body } = await request('/api/matrix', leaving.signal)
      if (!body) throw new Error('no answer')
      for await (const line of readLines<MatrixLine>(body)) setMatrix((now) => foldMatrix(now, line))
      setMatrix((now) => (now.phase.is === 'ended' ? now : { ...now, phase: { is: 'unreachable' } }))
    }
    follow().catch((error: Error) => {
      if (leaving.signal.aborted) return
      const phase: Matrix['phase'] =
        error instanceof RequestRefused ? { is: 'refused', message: error.message } : { is: 'unreachable' }
      setMatrix((now) => ({ ...now, phase }))
    })
    return () => leaving.abort()
  }, [tries])
  return { matrix: useThrottled(matrix, REDRAW_MS), retry: () => setTries(tries + 1) }
}
