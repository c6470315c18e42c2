import type { Answers, RoundFacts } from './round-facts.ts'
import type { Spread } from './round-record.ts'

type Vote = 'first' | 'second'
type AnsweredFacts = Pick<RoundFacts, 'answers' | 'right' | 'actual'>

/** What was answered in a round, by the people whom `counts` accepts. */
export interface Answered {
  first: Spread
  second: Spread
  /** Whose last answer was right or, for a guessed balance, nearest. */
  right: ReadonlySet<string>
  /** Who was right, or nearest, alone; if none was, who was so after talking. */
  foresaw: readonly string[]
}

export function answered(facts: AnsweredFacts, counts: (player: string) => boolean): Answered {
  const given = [...facts.answers].filter(([player]) => counts(player))
  const best = (answerOf: (answers: Answers) => Answers[Vote]): string[] =>
    bestOf(
      given.map(([player, answers]) => [player, answerOf(answers)]),
      facts,
    )
  const alone = best(({ first }) => first)
  return {
    first: spreadOf(given, 'first'),
    second: spreadOf(given, 'second'),
    right: new Set(best(({ first, second }) => second ?? first)),
    foresaw: alone.length > 0 ? alone : best(({ second }) => second),
  }
}

function spreadOf(given: readonly (readonly [string, Answers])[], vote: Vote): Spread {
  const spread: Spread = {}
  for (const [, answers] of given) {
    const answer = answers[vote]?.choice ?? answers[vote]?.balance
    if (answer !== undefined) spread[answer] = (spread[answer] ?? 0) + 1
  }
  return spread
}

/** The players with the right choice; without choices, those whose guess is nearest to the balance. */
function bestOf(
  given: readonly (readonly [string, Answers[Vote]])[],
  { right, actual }: Pick<AnsweredFacts, 'right' | 'actual'>,
): string[] {
  if (right !== undefined) {
    return given.filter(([, answer]) => answer?.choice === right).map(([player]) => player)
  }
  if (actual === null) return []
  const off = given.flatMap(([player, answer]) =>
    answer?.balance === undefined ? [] : [{ player, by: Math.abs(answer.balance - actual) }],
  )
  const nearest = Math.min(...off.map(({ by }) => by))
  return off.filter(({ by }) => by === nearest).map(({ player }) => player)
}
