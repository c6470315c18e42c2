import { describeDivergence } from '../../../shared/divergence.ts'
import { signed } from '../../../shared/money.ts'
import { ForgottenBlock } from '../../parts/forgotten/forgotten-block.tsx'
import { LossMoment } from '../../parts/loss-moment.tsx'
import { UnbrokenAmounts } from '../../parts/unbroken-amounts.tsx'
import type { Room } from '../../store/room.ts'
import type { State } from '../../store/state.ts'
import { OLD_TEXT } from '../../wording/effect-words.ts'
import { lossCause } from '../../wording/loss-words.ts'
import { nameOf } from '../../wording/room-words.ts'
import { JoinBlock } from './join-block.tsx'
import { Standouts } from './standouts.tsx'

function nothingLost(account: Room['account']): string {
  if (account.version === 0) return 'Nothing yet. Scan the code, choose a name, press a button.'
  if (account.lostDeposits.count + account.lostWithdrawals.count > 0)
    return 'Nothing that this screen has seen.'
  return describeDivergence(account).mood === 'calm' ? 'Nothing is lost.' : 'Nothing was overwritten.'
}

/** More than fit on any screen; the layout hides the rest. */
const LOSSES = 10

export function ScreenAside({ code, state, room }: { code: string; state: State; room: Room }) {
  const { account, losses } = room
  return (
    <aside class="screen-aside" aria-label="Join, and what was lost">
      <JoinBlock code={code} state={state} />
      <ForgottenBlock state={state} />
      <h2 class="label">Lost, and to whom</h2>
      {losses.length === 0 && <p class="empty">{nothingLost(account)}</p>}
      <ol class="losses">
        {losses.slice(0, LOSSES).map((loss) => (
          <li key={loss.entry.version} data-version={loss.entry.version}>
            <LossMoment room={room} loss={loss}>
              <s>
                {nameOf(room, loss.entry.player)} <span class="amount">{signed(loss.entry.amount)}</span>
              </s>{' '}
              overwritten by {nameOf(room, loss.by.player)}{' '}
              <span class="amount">{signed(loss.by.amount)}</span>
              <small>
                <UnbrokenAmounts text={lossCause(room, loss)} />
              </small>
            </LossMoment>
          </li>
        ))}
      </ol>
      <Standouts room={room} />
      {account.old && <p class="old">{OLD_TEXT}.</p>}
    </aside>
  )
}
