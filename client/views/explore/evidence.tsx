import { useEffect, useState } from 'preact/hooks'
import type { Finding } from '../../../shared/strategy-card.ts'
import { RequestRefused, requestJson } from '../../board/request.ts'
import { Link } from '../../router/link.tsx'
import { explorePath, replace, search } from '../../router/route.ts'
import { lessonQuery } from '../../wording/card-words.ts'
import { ProofHeader } from '../proof-header.tsx'

/** Whether the address names a claim instead of a scenario: `shows` is the anomaly to be shown. */
export const asksForEvidence = (asked: string): boolean => new URLSearchParams(asked).has('shows')

/** Asks the server for a scenario that shows the claim, then replaces the address with its board. */
export function Evidence() {
  const asked = search.value
  const [problem, setProblem] = useState('')
  useEffect(() => {
    const leaving = new AbortController()
    setProblem('')
    requestJson<Finding>(`/api/explore/evidence${asked}`, leaving.signal)
      .then(({ query }) => {
        const evidence = new URLSearchParams(query)
        if (new URLSearchParams(asked).get('order') === 'none') evidence.delete('schedule')
        replace(explorePath(evidence.toString()), null)
      })
      .catch((error: Error) => {
        if (leaving.signal.aborted) return
        setProblem(error instanceof RequestRefused ? error.message : 'The server does not answer.')
      })
    return () => leaving.abort()
  }, [asked])
  const strategy = new URLSearchParams(asked).get('strategy') ?? ''
  return (
    <div class="matrix-page">
      <ProofHeader page="explore" />
      <main>
        <div class="board-sentence" data-mood={problem ? 'problem' : 'asking'}>
          <h1>{problem ? 'This cannot be shown.' : 'Looking for the orders that show it…'}</h1>
          <p class="details" role="status">
            {problem}
          </p>
          {problem && <Link to={explorePath(lessonQuery(strategy))}>The lesson with {strategy}</Link>}
        </div>
      </main>
    </div>
  )
}
