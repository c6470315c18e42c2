import { beforeEach, expect, it } from 'vitest'
import { noAnswers } from '../../server/rounds/answers.ts'
import { Attendance } from '../../server/rounds/attendance.ts'
import type { ClassFacts } from '../../server/rounds/class-message.ts'
import { FREE } from '../../server/rounds/class-state.ts'
import type { Person } from '../../server/rounds/person.ts'

let now: number
let attendance: Attendance
beforeEach(() => {
  now = 1_000_000
  attendance = new Attendance(() => now)
})

const person = (player: string, more: Partial<Person> = {}): Person => ({
  ...{ player, number: 1, nickname: player, bot: false, removed: false, here: true, ...more },
})
/** A question that began `startedAt`, with the answers of these players. */
function question(people: Person[], answered: string[], startedAt = now): ClassFacts {
  const answers = noAnswers()
  for (const player of answered) answers.first.set(player, { choice: 'a' })
  return {
    ...{ people, answers, lesson: undefined, lessons: [], records: [], stories: new Map() },
    ...{
      state: { ...FREE, phase: 'question', startedAt },
      bots: { wanted: 0, perSecond: 0 },
      fired: () => 0,
    },
  }
}

it('a phase waits for every person who is here, not for bots, and not for players who have left', () => {
  const people = [person('ana'), person('bot', { bot: true }), person('bea', { removed: true, here: false })]
  expect(attendance.allDone(question(people, []))).toBe(false)
  expect(attendance.allDone(question(people, ['ana']))).toBe(true)
  expect(attendance.allDone(question([person('bot', { bot: true })], ['bot']))).toBe(false)
  expect(attendance.allDone({ ...question(people, ['ana']), state: FREE })).toBe(false)
})

it('a phase waits five seconds for a person whose connection has just gone', () => {
  const gone = [person('ana'), person('bea', { here: false })]
  expect(attendance.allDone(question([person('ana'), person('bea')], ['ana']))).toBe(false)
  expect(attendance.allDone(question(gone, ['ana']))).toBe(false)
  now += 5000
  expect(attendance.allDone(question(gone, ['ana']))).toBe(true)
})

it('a phase that began before the room was opened here waits five seconds for those who come back', () => {
  const before = now - 10_000
  expect(attendance.allDone(question([person('ana')], ['ana'], before))).toBe(false)
  now += 5000
  expect(attendance.allDone(question([person('ana')], ['ana'], before))).toBe(true)
})
