import type { Spread } from '../../../../shared/rounds/round-record.ts'
import { language } from '../../../language.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { AnswerRows } from './answer-rows.tsx'
import { guessBins } from './guess-bins.ts'

interface GuessesProps {
  first: Spread
  second?: Spread | undefined
  /** The balance that it was, once that may be shown. */
  truth?: number | undefined
}

/** Guessed balances as a histogram. */
export function Guesses({ first, second, truth }: GuessesProps) {
  const { money } = FORMATS[language.value]
  const bins = guessBins(first, second, truth)
  const talked = second !== undefined && Object.keys(second).length > 0
  return (
    <AnswerRows
      rows={bins.map(({ from, to, first, second, truth }) => ({
        key: String(from),
        label: from === to ? money(from) : `${money(from)} … ${money(to)}`,
        first,
        second: talked ? second : undefined,
        right: truth,
      }))}
      mark={WALL[language.value].answers.truth}
      wide
    />
  )
}
