import { expect, it } from 'vitest'
import { RevealAnswers } from '../../../../client/views/screen/class/reveal-answers.tsx'
import type { QuestionView } from '../../../../shared/rounds/lesson.ts'
import { record } from '../../../lessons/records.ts'

const question: QuestionView = {
  text: 'What is lost?',
  choices: [
    { id: 'a', text: 'Nothing' },
    { id: 'b', text: 'One update' },
  ],
  right: 'b',
}
const nothing = { first: {}, second: {} }

it('the projector shows no answers after a round that asked nothing, though it holds an earlier question', () => {
  expect(RevealAnswers({ record: record({ answers: nothing }), question })).toBeNull()
  expect(RevealAnswers({ record: record({ answers: nothing }), question: undefined })).toBeNull()
})

it('the projector takes no choices for guesses while it does not know their question', () => {
  const chosen = record({ answers: { first: { a: 2, b: 1 }, second: {} }, right: 'b' })
  expect(RevealAnswers({ record: chosen, question: undefined })).toBeNull()
})

it('the projector shows the right answer of a round whose question no player has answered', () => {
  expect(RevealAnswers({ record: record({ answers: nothing, right: 'b' }), question })).not.toBeNull()
  const guessed = record({ answers: { first: {}, second: { '150': 1 } } })
  expect(RevealAnswers({ record: guessed, question: undefined })).not.toBeNull()
})
