import { ERRORS } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { amountsFor } from '../../shared/rounds/amounts.ts'
import type { ClassMessage } from '../../shared/rounds/class-messages.ts'
import { leaderboard } from '../../shared/rounds/leaderboard.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import { isAsking, isKnown } from '../../shared/rounds/phases.ts'
import type { RoundRecord, Spread, Story } from '../../shared/rounds/round-record.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { type Given, type RoundAnswers, SLOTS, type Slot } from './answers.ts'
import type { BotsWish } from './bots-wish.ts'
import type { ClassState } from './class-state.ts'
import { lessonView, wasTransferred } from './lesson-view.ts'
import { type Person, seatsOf } from './person.ts'

/** All that a room's class messages are made of. */
export interface ClassFacts {
  state: ClassState
  lesson: Lesson | undefined
  lessons: readonly Lesson[]
  people: readonly Person[]
  /** To the question that was asked last, and to the transfer question of this round. */
  answers: RoundAnswers
  records: readonly RoundRecord[]
  bots: BotsWish
  stories: ReadonlyMap<string, Story>
  /** Transactions of this round that a player has fired, as far as they are settled. */
  fired(player: string): number
}

/** Whether the player has done what the phase asks for, or has nothing that they may do. */
export function isDone({ state, answers, fired, people }: ClassFacts, player: string): boolean {
  const { phase, plan } = state
  if (isAsking(phase)) return answers[SLOTS[phase]].has(player)
  if (phase !== 'running' || plan.ends.kind !== 'each') return false
  return (
    fired(player) >= plan.ends.transactions || amountsFor(plan.amounts, player, seatsOf(people)).length === 0
  )
}

/** The part of the message that is the same for all pages of a language. */
export function sharedPart(facts: ClassFacts, language: Language): ClassMessage {
  const { state, lesson, people, records, bots } = facts
  const { number, phase, round, plan, startedAt, deadline, paused, left } = state
  const here = people.filter(({ here, bot }) => here && !bot)
  const spread = spreadOf(facts)
  const shown = phase === 'podium' || phase === 'over'
  return {
    type: 'class',
    ...{ number, phase, round, practice: plan.practice, startedAt },
    ...(deadline !== undefined && { deadline }),
    ...(paused && { left: left ?? 0 }),
    ...(phase !== 'free' && { ends: plan.ends, amounts: plan.amounts }),
    ...(lesson &&
      phase !== 'free' && { lesson: lessonView(facts.lessons, lesson, state, records, language) }),
    here: here.length,
    done: here.filter(({ player }) => isDone(facts, player)).length,
    bots: botsView(bots, people),
    ...(spread && { spread }),
    ...(shown && { leaderboard: leaderboard(records) }),
  }
}

function botsView({ wanted, perSecond, refused }: BotsWish, people: readonly Person[]): ClassMessage['bots'] {
  const seated = people.filter(({ removed }) => !removed)
  const count = seated.filter(({ bot }) => bot).length
  const isFull = count < wanted && seated.length >= LIMITS.players
  const why = refused ?? (isFull ? ERRORS['too-many-bots'].message : undefined)
  return { count, perSecond, ...(why && { refused: why }) }
}

/** What only this player is told. */
export function ownPart(
  { state, answers, stories, fired }: ClassFacts,
  player: string,
): ClassMessage['yours'] {
  const story = isKnown(state.phase) ? stories.get(player) : undefined
  const own = (slot: Slot): Given | undefined => answers[slot].get(player)
  const [first, second, transfer] = [own('first'), own('second'), own('transfer')]
  return {
    ...(first && { first }),
    ...(second && { second }),
    ...(transfer && { transfer }),
    fired: fired(player),
    ...(story && { story }),
  }
}

/** How the answers spread. While players still answer alone, that is not told. */
function spreadOf({ state, answers, people }: ClassFacts): ClassMessage['spread'] | undefined {
  const { phase, asked } = state
  const seated = new Set(people.filter(({ removed }) => !removed).map(({ player }) => player))
  const spread = (slot: Slot): Spread => {
    const counts: Spread = {}
    for (const [player, given] of answers[slot]) {
      if (!seated.has(player)) continue
      const key = 'choice' in given ? given.choice : String(given.balance)
      counts[key] = (counts[key] ?? 0) + 1
    }
    return counts
  }
  const told = {
    ...(asked > 0 && (phase === 'talk' || isKnown(phase)) && { first: spread('first') }),
    ...(asked > 0 && isKnown(phase) && { second: spread('second') }),
    ...(phase !== 'transfer' && wasTransferred(state) && { transfer: spread('transfer') }),
  }
  return Object.keys(told).length > 0 ? told : undefined
}
