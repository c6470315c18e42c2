import '../../styles/forgotten.css'
import { capitalised, count } from '../../../shared/money.ts'
import type { State } from '../../store/state.ts'
import { forgottenCount } from '../../wording/rewound-words.ts'
import { ForgottenList } from './forgotten-list.tsx'

/** On the projector: how many transactions Redis forgot, and whose. */
export function ForgottenBlock({ state: { room, rewound } }: { state: State }) {
  if (!room || !rewound) return null
  const all = forgottenCount(rewound)
  if (all === 0) return null
  return (
    <section class="forgotten-block" aria-label="What Redis forgot">
      <h2 class="label">Redis forgot</h2>
      <p>
        <b>{capitalised(count(all, 'acknowledged transaction'))}</b>
      </p>
      <small>It was replaced by a copy that had missed {all === 1 ? 'it' : 'them'}.</small>
      <ForgottenList room={room} rewound={rewound} players={5} amounts={2} />
    </section>
  )
}
