import { isolated } from '../../shared/isolated.ts'
import type { Entry, Why } from '../../shared/journal.ts'
import { count, money, signedMoney, wordFor } from '../../shared/money.ts'
import type { Unapplied } from '../../shared/protocol.ts'
import { brokenRule } from '../store/breaches.ts'
import type { KnownStep } from '../store/followed-step.ts'
import type { Room } from '../store/room.ts'

export const OUTSIDE = 'a write from outside (redis-cli SET)'

const WHY: Record<Why, string> = {
  'attempts-used-up': 'another transaction was always faster',
  'lock-wait-used-up': 'another transaction always had the lock',
  overdraft: 'the account may not go below zero',
  'beyond-limits': 'the balance would go beyond its limit',
  'balance-not-a-number': 'the balance is not a number',
  'account-reset': 'the account was reset meanwhile',
  'record-damaged': 'the record in Redis was changed from outside; a reset opens a new account',
  'read-forgotten': 'Redis had forgotten the balance that was read',
  'no-answer': 'Redis did not answer',
  'strategy-error': "the strategy's code failed",
  'server-stopping': 'the server was stopping',
  'wrote-nothing': "the strategy's script did not write the balance",
  'taken-back': 'taken back',
  'node-crashed': 'its server process crashed',
  'round-over': 'the round was over',
}

/** The player's nickname, to be put into a sentence. The name of a player whom the host has removed is not shown. */
export function nameOf(room: Pick<Room, 'players'>, player: string): string {
  const known = room.players.get(player)
  return known?.state === 'kicked' ? 'a removed player' : isolated(known?.nickname ?? 'a player')
}

/** Several players in a sentence: `ana and bob`, `ana, bob and two more`. */
export function namesOf(room: Pick<Room, 'players'>, players: readonly string[]): string {
  const [first = '', second = '', ...rest] = players.map((player) => nameOf(room, player))
  if (second === '') return first
  return rest.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${wordFor(rest.length)} more`
}

type NotAppliedEnding = Pick<Unapplied, 'outcome' | 'why' | 'attempts'>

/** How a transaction ended that was not applied: a sentence without its subject. */
export function unappliedText(ending: NotAppliedEnding): string {
  const why = whyNot(ending)
  switch (ending.outcome) {
    case 'rejected':
      return `refused: ${why}`
    case 'gave-up':
      return `gave up${why.startsWith('after') ? ' ' : ': '}${why}`
    case 'failed':
      return `failed, ${why}`
  }
}

/** The reason only, for places that already say that it was refused, gave up or failed. */
export function whyNot({ outcome, why, attempts }: NotAppliedEnding): string {
  const reason = WHY[why]
  if (outcome === 'failed') return `nothing was booked: ${reason}`
  const tried = outcome === 'gave-up' && why !== 'lock-wait-used-up' && attempts > 0
  return tried ? `after ${count(attempts, 'attempt')}: ${reason}` : reason
}

/** `2` as `twice`, `3` as `three times`. */
export const often = (times: number): string => (times === 2 ? 'twice' : count(times, 'time'))

/** What booking a transaction `times` times gave or took too much. */
export function surplus(amount: number, times: number): string {
  const extra = money(Math.abs(amount * (times - 1)))
  return amount > 0 ? `a gift of ${extra}` : `${extra} too much was taken`
}

/** A withdrawal wrote a balance below zero although the room refuses that. */
export function breachText({ wrote }: Pick<Entry, 'wrote'>): string {
  return `The rule is broken: ${money(wrote)}`
}

/** The broken rule, said beside the account's sentence while the balance is below zero; else ''. */
export function breachNow(room: Pick<Room, 'account' | 'breaches' | 'settings'>): string {
  const { actual } = room.account
  const broken = actual !== null && actual < 0 ? brokenRule(room) : null
  return broken ? `${breachText(broken)}.` : ''
}

/** What a running transaction is doing, as a sentence about its player; the player `me` is called "you". */
export function stepText(room: Room, { player, point, seen, attempt }: KnownStep, me?: string): string {
  const you = player === me
  const who = you ? 'You' : nameOf(room, player)
  const at = attempt > 1 ? ` (try ${attempt})` : ''
  switch (point) {
    case 'read':
      return `${who} ${you ? 'have' : 'has'} read ${money(seen ?? 0)} and ${you ? 'think' : 'thinks'}${at}`
    case 'think':
      return `${who} ${you ? 'think' : 'thinks'}${at}, nothing read yet`
    case 'backoff':
      return `${who} ${you ? 'pause' : 'pauses'}, then ${you ? 'try' : 'tries'} again`
    case 'blocked':
      return `${who} ${you ? 'wait' : 'waits'} for the lock${at}`
  }
}

/** The player's own part in the divergence, to be put after its headline; '' when there is none. */
export function ownPart(divergence: number, luck: number): string {
  if (luck === 0) return ''
  if (Math.sign(luck) === Math.sign(divergence) && Math.abs(luck) <= Math.abs(divergence))
    return `${money(Math.abs(luck))} of it yours`
  return luck < 0 ? `you are ${money(-luck)} down` : `you are ${money(luck)} up`
}

/** The people with the most luck, several when they tie, and how much each has. */
export interface Luckiest {
  players: string[]
  luck: number
  /** Lost transactions of the first of them. */
  lost: number
}

/** `undefined` while no person has any luck. Bots have no place of honour. */
export function luckiest(room: Pick<Room, 'standings' | 'players'>): Luckiest | undefined {
  let best: Luckiest | undefined
  for (const { player, effect, acknowledged, lost } of room.standings.values()) {
    if (room.players.get(player)?.bot) continue
    const luck = effect - acknowledged
    if (luck > (best?.luck ?? 0)) best = { players: [player], luck, lost }
    else if (best && luck === best.luck) best.players.push(player)
  }
  return best
}

export function outsideText(difference: number): string {
  return `${OUTSIDE} changed it by ${signedMoney(difference)}`
}
