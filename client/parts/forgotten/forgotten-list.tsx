import { signed } from '../../../shared/money.ts'
import type { Rewound } from '../../../shared/rewound.ts'
import { forgottenByPlayer } from '../../store/apply-rewound.ts'
import type { Room } from '../../store/room.ts'
import { forgottenCount, forgottenName, missingOf } from '../../wording/rewound-words.ts'

interface ForgottenListProps {
  room: Room
  rewound: Rewound
  /** Players shown at most, and amounts of each. */
  players: number
  amounts: number
}

/** The forgotten transactions, by player. */
export function ForgottenList({ room, rewound, players, amounts }: ForgottenListProps) {
  const all = forgottenByPlayer(rewound)
  const shown = all.slice(0, players)
  const named = shown.reduce((sum, one) => sum + one.all.length, 0)
  const more = forgottenCount(rewound) - named
  return (
    <ul class="forgotten-list">
      {shown.map(({ player, all }) => (
        <li key={player}>
          <b>{forgottenName(room, all[0] ?? { player })}</b>
          <span class="num">{missingOf(all)}</span>
          <span class="amounts">
            {all.slice(0, amounts).map(({ tx, amount }) => (
              <s key={tx} class="amount">
                {signed(amount)}
              </s>
            ))}
            {all.length > amounts && <small>and {all.length - amounts} more</small>}
          </span>
        </li>
      ))}
      {more > 0 && <li class="more">and {more} more</li>}
    </ul>
  )
}
