import '../../styles/proof.css'
import '../../styles/proof-views.css'
import { useEffect } from 'preact/hooks'
import { type Matrix as Found, isDisputed, keepsEverything } from '../../board/matrix.ts'
import { useThrottled } from '../../hooks/use-throttled.ts'
import { SignMark } from '../../parts/equals-sign.tsx'
import { ProofHeader } from '../proof-header.tsx'
import { MatrixTable } from './matrix-table.tsx'
import { useMatrix } from './use-matrix.ts'

/** Strategies against anomalies. Each cell was found by running the orders, and links to them. */
export function Matrix() {
  const { matrix, retry } = useMatrix()
  useEffect(() => {
    document.title = 'What each strategy lets happen · Bank Run'
  }, [])
  const { headline, rest, details } = matrixText(matrix)
  return (
    <div class="matrix-page">
      <ProofHeader page="matrix" />
      <main>
        <div class="board-sentence" data-mood={matrix.phase.is === 'ended' ? 'calm' : 'asking'}>
          <h1>
            {headline && <b>{headline}</b>} {rest}
          </h1>
          <p class="details" role="status">
            {useThrottled(details, 1000)}
          </p>
          {matrix.phase.is === 'unreachable' && (
            <button type="button" class="plain" onClick={retry}>
              Try again
            </button>
          )}
        </div>
        {matrix.rows.length > 0 ? (
          <MatrixTable matrix={matrix} />
        ) : (
          <div class="board-empty">
            <SignMark sign={matrix.phase.is === 'searching' ? 'equal' : 'cracked'} />
          </div>
        )}
      </main>
    </div>
  )
}

function matrixText({ phase, rows }: Found): { headline: string; rest: string; details: string } {
  const usable = rows.filter(({ problem, needs }) => problem === undefined && needs === undefined)
  const cells = usable.flatMap((row) => row.cells)
  const what =
    'Every cell was found by running the orders on a real Redis. “Possible” opens an order that shows it, “never” lists what was tried.'
  switch (phase.is) {
    case 'refused':
      return { headline: '', rest: 'There is no matrix.', details: phase.message }
    case 'unreachable':
      return {
        headline: '',
        rest: 'The server does not answer.',
        details:
          cells.length > 0
            ? 'The connection was lost before the last cell.'
            : 'Is it still running, and are you still on its network?',
      }
    case 'searching':
      return { headline: '', rest: 'Running every strategy through every order…', details: what }
    case 'ended': {
      const kept = usable.filter(keepsEverything).length
      const disputed = cells.filter(isDisputed).length
      const flagged =
        disputed === 0
          ? ''
          : ` ${disputed === 1 ? 'One is' : `${disputed} are`} not what the strategy claims.`
      return {
        headline: `${kept} of ${usable.length}`,
        rest: `strategies never ${kept === 1 ? 'loses' : 'lose'} an update.`,
        details: `${what}${flagged}`,
      }
    }
  }
}
