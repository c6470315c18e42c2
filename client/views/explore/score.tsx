import { signed } from '../../../shared/money.ts'
import type { Played, StepRow } from '../../../shared/proof/exploration.ts'
import { lossLinePath, scoreOf } from '../../board/score.ts'
import { outcomeText } from '../../wording/outcome-words.ts'

/** The steps as a score: a staff per transaction, time downwards, and a dotted line from each lost write to its killer. */
export function Score({ played }: { played: Played }) {
  const { steps, outcomes } = played
  const columns = outcomes.length
  const { lossLines, spans } = scoreOf(played)
  const cell = (row: number) => ({ column: (steps[row]?.process ?? 1) - 1, row })
  const killers = new Set(lossLines.map(({ killer }) => killer))
  return (
    <div class="score" data-many={columns > 4} style={{ '--columns': columns }}>
      <div class="score-heads">
        {outcomes.map((outcome) => (
          <div key={outcome.process} data-process={outcome.process}>
            <b>P{outcome.process}</b> <span class="num">{signed(outcome.amount)}</span>
            <small>node {outcome.node}</small>
          </div>
        ))}
      </div>
      <div class="score-body">
        <svg
          class="staffs"
          viewBox={`0 0 ${columns} ${steps.length}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          focusable="false"
        >
          {outcomes.map(({ process }) => (
            <path key={process} class="staff" d={`M${process - 0.5} 0V${steps.length}`} />
          ))}
          {spans.map(({ process, from, to }) => (
            <path
              key={process}
              class="span"
              data-process={process}
              d={`M${process - 0.5} ${from + 0.5}V${to + 0.5}`}
            />
          ))}
        </svg>
        <ol aria-label="Steps">
          {steps.map((step, row) => (
            <li
              key={row}
              style={{ gridRow: row + 1, gridColumn: step.process || '1 / -1' }}
              data-process={step.process}
            >
              <Step
                step={step}
                killer={killers.has(row)}
                by={steps.find(({ version }) => version === step.lostBy)}
              />
            </li>
          ))}
        </ol>
        <svg
          class="kills"
          viewBox={`0 0 ${columns} ${steps.length}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          focusable="false"
        >
          {lossLines.map(({ lost, killer }) => (
            <path key={lost} d={lossLinePath(cell(lost), cell(killer))} />
          ))}
        </svg>
      </div>
      <ul class="score-ends" aria-label="What became of them">
        {outcomes.map((outcome) => {
          const { fate, text } = outcomeText(outcome)
          return (
            <li key={outcome.process} data-process={outcome.process} data-fate={fate}>
              <span class="visually-hidden">P{outcome.process}: </span>
              {text}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function Step({ step, killer, by }: { step: StepRow; killer: boolean; by: StepRow | undefined }) {
  const { process, text, version, lostBy, replyLost } = step
  const lost = lostBy !== undefined
  return (
    <span class="step" data-wrote={version !== undefined} data-lost={lost} data-killer={killer}>
      {process !== 0 && <span class="visually-hidden">P{process}: </span>}
      {lost ? <s class="num">{text}</s> : <span class="num">{text}</span>}
      {version !== undefined && (
        <small>
          <span class="visually-hidden">, version </span>
          <span aria-hidden="true">v</span>
          {version}
        </small>
      )}
      {lost && (
        <span class="visually-hidden">, overwritten by {by ? `P${by.process}` : `version ${lostBy}`}</span>
      )}
      {replyLost && <em>reply lost</em>}
    </span>
  )
}
