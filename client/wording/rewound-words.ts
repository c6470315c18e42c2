import { isolated } from '../../shared/isolated.ts'
import { LIMITS } from '../../shared/limits.ts'
import { count, signedMoney } from '../../shared/money.ts'
import type { Forgotten, Rewound } from '../../shared/rewound.ts'
import type { Room } from '../store/room.ts'

/** `two`, `1,234` */
const number = (n: number): string => count(n, 'x').replace(/ xs?$/, '')

/** The number of all forgotten transactions. */
export const forgottenCount = ({ deposits, withdrawals }: Rewound): number =>
  deposits.count + withdrawals.count

/** What happened, in one line. */
export function forgottenShort(rewound: Rewound): string {
  const all = forgottenCount(rewound)
  return all === 0
    ? 'Redis was replaced by a copy.'
    : `Redis forgot ${count(all, 'transaction')}${ownShare(all, rewound.yours.length)}.`
}

function ownShare(all: number, own: number): string {
  if (own === 0) return ''
  if (own === all) return all === 1 ? ', yours' : ', all yours'
  // The server names at most that many.
  return `, ${own === LIMITS.history ? 'at least ' : ''}${number(own)} yours`
}

/** What happened in full, one paragraph each. */
export function forgottenStory(rewound: Rewound): string[] {
  const all = forgottenCount(rewound)
  const { epoch, version, from } = rewound
  const what =
    all === 0
      ? 'Redis was replaced by a copy with another history. As far as the servers know, no acknowledged transaction is missing.'
      : `Redis was replaced by a copy that had missed ${count(all, 'acknowledged transaction')}. Redis acknowledges a write before it copies it, so a copy that takes over may have missed some.`
  const where =
    epoch < from.epoch
      ? 'The last reset is forgotten, too: this is the account before it.'
      : `Up to version ${version} both histories are the same. The lost one had reached version ${from.version}.`
  return [what, where, ...confirmedText(rewound)]
}

/** What the players of the named transactions were told about replicas, if they waited for one. */
function confirmedText({ forgotten }: Rewound): string[] {
  const asked = forgotten.filter(({ replicas }) => replicas !== undefined)
  if (asked.length === 0) return []
  const confirmed = asked.filter(({ replicas = 0 }) => replicas > 0).length
  if (confirmed > 0) {
    return [
      `A replica had confirmed ${number(confirmed)} of them, but another copy took over. Waiting for a replica raises the odds; it is not consensus.`,
    ]
  }
  const which = asked.length === forgotten.length ? 'these' : `${number(asked.length)} of these`
  return [`The players of ${which} were told that no replica had confirmed them.`]
}

/** What the forgotten transactions did to their player's luck. */
export const missingOf = (all: readonly Forgotten[]): string =>
  signedMoney(-all.reduce((sum, { amount }) => sum + amount, 0))

/** A player's present nickname, or the one at the time when Redis forgot: it may have forgotten the seat, too. */
export function forgottenName(
  room: Room,
  { player, nickname }: Pick<Forgotten, 'player' | 'nickname'>,
): string {
  return isolated(room.players.get(player)?.nickname ?? nickname ?? 'a player')
}

/** What became of the player's own transaction that Redis has forgotten. */
export function forgottenText({ version, replicas }: Forgotten): string {
  const what = `acknowledged as version ${version}, and missing in the copy of Redis that took over`
  if (replicas === undefined) return what
  return `${what}; ${replicas === 0 ? 'no replica' : count(replicas, 'replica')} had confirmed it`
}

/** A remark when no replica had confirmed a write in time; else ''. */
export const unconfirmedText = (replicas: number | undefined): string =>
  replicas === 0 ? 'no replica had confirmed it in time' : ''
