import { count, money, signedMoney } from '../../shared/money.ts'
import type { Forgotten, Rewound } from '../../shared/rewound.ts'
import type { Room } from './room.ts'

/** `two`, `1,234` */
const number = (n: number): string => count(n, 'x').replace(/ xs?$/, '')

/** How many are forgotten in all. */
export const forgottenCount = ({ deposits, withdrawals }: Rewound): number =>
  deposits.count + withdrawals.count

/** In one line, to a player or to everybody. */
export function forgottenShort(told: Rewound): string {
  const all = forgottenCount(told)
  const own = told.yours.length
  if (all === 0) return 'Redis was replaced by a copy.'
  const yours =
    own === 0
      ? ''
      : own === all
        ? all === 1
          ? ', yours'
          : ', all of them yours'
        : `, ${number(own)} of them yours`
  return `Redis forgot ${count(all, 'transaction')}${yours}.`
}

/** What happened, exactly. */
export function forgottenStory(told: Rewound): string[] {
  const all = forgottenCount(told)
  const { epoch, version, from } = told
  const lines: string[] = []
  if (all === 0)
    lines.push(
      'Redis was replaced by a copy with another history. Nothing is missing that was acknowledged, as far as the servers know.',
    )
  else
    lines.push(
      `Redis was replaced by a copy that had missed ${count(all, 'acknowledged transaction')}. Copies are made after the acknowledgement, so there is always something that a copy may miss.`,
    )
  if (epoch < from.epoch) lines.push('The last reset is forgotten, too: this is the account before it.')
  else
    lines.push(
      `Up to version ${version} both histories are the same. The one that is gone had come to ${from.version}.`,
    )
  return [...lines, ...confirmedTold(told)]
}

/** What waiting for a replica had told of those that are named. */
function confirmedTold({ forgotten }: Rewound): string[] {
  const asked = forgotten.filter(({ replicas }) => replicas !== undefined)
  if (asked.length === 0) return []
  const confirmed = asked.filter(({ replicas = 0 }) => replicas > 0).length
  if (confirmed === 0) return ['Whoever fired them was told that no replica had confirmed them.']
  return [
    `A replica had confirmed ${number(confirmed)} of them, but not the one that took over: waiting for one raises the odds, it is no consensus.`,
  ]
}

/** What somebody is missing, in money. */
export const missingOf = (all: readonly Forgotten[]): string =>
  signedMoney(-all.reduce((sum, { amount }) => sum + amount, 0))

/** What a player is called now, or was when Redis forgot, which may have forgotten the seat as well. */
export function forgottenName(
  room: Room,
  { player, nickname }: Pick<Forgotten, 'player' | 'nickname'>,
): string {
  return room.players.get(player)?.nickname ?? nickname ?? 'somebody'
}

/** What became of one's own transaction that Redis has forgotten. */
export function forgottenTold({ version, replicas }: Forgotten): string {
  const what = `acknowledged as version ${version}, and missing in the copy of Redis that took over`
  if (replicas === undefined) return what
  return replicas === 0
    ? `${what}; no replica had confirmed it`
    : `${what}; ${count(replicas, 'replica')} had confirmed it`
}

/** What may be said of a write besides: that nobody has it yet but the server that made it. */
export const unconfirmedTold = (replicas: number | undefined): string =>
  replicas === 0 ? 'no replica has confirmed it' : ''

/** `$150 of deposits, $300 of withdrawals` */
export function sumsTold({ deposits, withdrawals }: Rewound): string {
  const parts = [
    deposits.count > 0 && `${count(deposits.count, 'deposit')} of ${money(deposits.sum)} in all`,
    withdrawals.count > 0 && `${count(withdrawals.count, 'withdrawal')} of ${money(-withdrawals.sum)} in all`,
  ]
  return parts.filter(Boolean).join(', ')
}
