import { count, money, signed, signedMoney } from '../../../shared/money.ts'
import { formatRoomCode } from '../../../shared/room-code.ts'
import { ForgottenBlock } from '../../parts/forgotten/forgotten-block.tsx'
import { QrCode } from '../../parts/qr-code.tsx'
import { Unbroken } from '../../parts/unbroken.tsx'
import { playPath } from '../../router/route.ts'
import { newestDoubled } from '../../store/doubled.ts'
import type { Room } from '../../store/room.ts'
import type { State } from '../../store/state.ts'
import { lossCause, luckiest, nameOf, OUTSIDE, often, surplus } from '../../store/words.ts'
import { inviteOrigin, isHere } from './invite-origin.ts'

function nothingLost({ applied, lostDeposits, lostWithdrawals, forgotten }: Room['account']): string {
  if (applied === 0) return 'Nothing yet. Scan the code, choose a name, press a button.'
  return lostDeposits.count + lostWithdrawals.count === 0
    ? forgotten.count > 0
      ? 'Nothing was overwritten.'
      : 'Nothing is lost.'
    : 'Nothing that this screen has seen.'
}

/** More than fit anywhere; the layout shows as many as there is room for. */
const LOSSES = 10

export function ScreenAside({ code, state, room }: { code: string; state: State; room: Room }) {
  const origin = inviteOrigin(location, state.greeted?.origins ?? [])
  const { account, losses, breaches } = room
  const best = luckiest(room)
  const doubled = newestDoubled(room)
  return (
    <aside class="screen-aside" aria-label="Join, and what was lost">
      <div class="join">
        <QrCode text={`${origin}${playPath(code)}`} />
        <div>
          <p class="label">Join</p>
          <p class="code">{formatRoomCode(code)}</p>
          <p class="address">{origin.replace(/^https?:\/\//, '')}</p>
          {isHere(origin) && (
            <p class="address-note">
              Only this machine gets there. Open this page by an address phones can reach.
            </p>
          )}
        </div>
      </div>
      <ForgottenBlock state={state} />
      <h2 class="label">Lost, and to whom</h2>
      {losses.length === 0 && <p class="empty">{nothingLost(account)}</p>}
      <ol class="losses">
        {losses.slice(0, LOSSES).map((loss) => (
          <li key={loss.entry.version} data-version={loss.entry.version}>
            <s>
              {nameOf(room, loss.entry.player)} <span class="amount">{signed(loss.entry.amount)}</span>
            </s>{' '}
            overwritten by {nameOf(room, loss.by.player)} <span class="amount">{signed(loss.by.amount)}</span>
            <small>
              <Unbroken text={lossCause(room, loss)} />
            </small>
          </li>
        ))}
      </ol>
      {account.outside !== 0 && (
        <div class="standout">
          <p class="label">Not one of us</p>
          <p>
            <b class="num">{signedMoney(account.outside)}</b> by {OUTSIDE}
          </p>
        </div>
      )}
      {breaches.newest && (
        <div class="standout">
          <p class="label">The rule is broken</p>
          <p>
            {nameOf(room, breaches.newest.player)}{' '}
            <span class="amount">{signed(breaches.newest.amount)}</span> wrote{' '}
            <b class="num under">{money(breaches.newest.wrote)}</b>
          </p>
        </div>
      )}
      {doubled && (
        <div class="standout">
          <p class="label">Booked {often(doubled.times)}</p>
          <p>
            {nameOf(room, doubled.entry.player)} <b class="num twice">{signed(doubled.entry.amount)}</b>
          </p>
          <small>{surplus(doubled.entry.amount, doubled.times)}</small>
        </div>
      )}
      {best && (
        <div class="standout">
          <p class="label">Luckiest</p>
          <p>
            {nameOf(room, best.player)} <b class="num ok">{signedMoney(best.luck)}</b>
          </p>
          <small>
            {best.lost > 0 ? `${count(best.lost, 'transaction')} the bank forgot` : 'booked more than once'}
          </small>
        </div>
      )}
    </aside>
  )
}
