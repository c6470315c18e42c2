import { money, signed } from '../../../shared/money.ts'
import type { ExploreLink } from '../../board/read-link.ts'

/** The scenario in one line, for visitors who follow a link. */
export function ScenarioSummary({ link }: { link: ExploreLink }) {
  const { strategy, scenario } = link
  return (
    <p class="scenario-summary">
      <b class="num">{strategy}</b>
      <span>
        {scenario.transactions.map((amount, index) => (
          <span key={index} class="num" data-process={index + 1}>
            {signed(amount)}{' '}
          </span>
        ))}
        on {money(scenario.opening)}
      </span>
      {conditions(link).map((condition) => (
        <span key={condition}>{condition}</span>
      ))}
    </p>
  )
}

function conditions({ scenario }: ExploreLink): string[] {
  const { nodes, overdraft, attempts, lostReplies, lockExpiries, crashes } = scenario
  const times = (n: number) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`)
  return [
    nodes > 1 ? `${nodes} nodes` : '',
    overdraft === 'refused' ? 'not below zero' : '',
    lockExpiries > 0 ? `a lock expires ${times(lockExpiries)} at most` : '',
    lostReplies > 0 ? `a reply gets lost ${times(lostReplies)} at most` : '',
    crashes > 0 ? `a node crashes ${times(crashes)} at most` : '',
    attempts < 12 ? `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}` : '',
  ].filter(Boolean)
}
