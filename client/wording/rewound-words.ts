import { LIMITS } from '../../shared/limits.ts'
import { count, signedMoney } from '../../shared/money.ts'
import type { Forgotten, Rewound } from '../../shared/rewound.ts'
import type { Room } from '../store/room.ts'

/** `two`, `1,234` */
const number = (n: number): string => count(n, 'x').replace(/ xs?$/, '')

/** How many are forgotten in all. */
export const forgottenCount = ({ deposits, withdrawals }: Rewound): number =>
  deposits.count + withdrawals.count

/** In one line. */
export function forgottenShort(told: Rewound): string {
  const all = forgottenCount(told)
  return all === 0
    ? 'Redis was replaced by a copy.'
    : `Redis forgot ${count(all, 'transaction')}${ownShare(all, told.yours.length)}.`
}

function ownShare(all: number, own: number): string {
  if (own === 0) return ''
  if (own === all) return all === 1 ? ', yours' : ', all yours'
  // No more of them are told.
  return `, ${own === LIMITS.history ? 'at least ' : ''}${number(own)} yours`
}

/** What happened, exactly. */
export function forgottenStory(told: Rewound): string[] {
  const all = forgottenCount(told)
  const { epoch, version, from } = told
  const what =
    all === 0
      ? 'Redis was replaced by a copy with another history. Nothing that was acknowledged is missing, as far as the servers know.'
      : `Redis was replaced by a copy that had missed ${count(all, 'acknowledged transaction')}. Redis copies after it has acknowledged, so a copy that takes over may always have missed something.`
  const where =
    epoch < from.epoch
      ? 'The last reset is forgotten, too: this is the account before it.'
      : `Up to version ${version} both histories are the same. The one that is gone had come to version ${from.version}.`
  return [what, where, ...confirmedText(told)]
}

/** What waiting for a replica had told of those that are named. */
function confirmedText({ forgotten }: Rewound): string[] {
  const asked = forgotten.filter(({ replicas }) => replicas !== undefined)
  if (asked.length === 0) return []
  const confirmed = asked.filter(({ replicas = 0 }) => replicas > 0).length
  if (confirmed > 0) {
    return [
      `A replica had confirmed ${number(confirmed)} of them, and it is not the one that took over. Waiting for a replica raises the odds; it is no consensus.`,
    ]
  }
  const which = asked.length === forgotten.length ? 'these' : `${number(asked.length)} of these`
  return [`The players of ${which} were told that no replica had confirmed them.`]
}

/** What it did to somebody's luck. */
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
export function forgottenText({ version, replicas }: Forgotten): string {
  const what = `acknowledged as version ${version}, and missing in the copy of Redis that took over`
  if (replicas === undefined) return what
  return `${what}; ${replicas === 0 ? 'no replica' : count(replicas, 'replica')} had confirmed it`
}

/** What is to be said of a write besides: that nobody has it yet but the server that made it. */
export const unconfirmedText = (replicas: number | undefined): string =>
  replicas === 0 ? 'no replica had confirmed it in time' : ''
