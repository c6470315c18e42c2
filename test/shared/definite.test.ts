import { expect, it } from 'vitest'
import { applyMessage } from '../../client/store/apply-message.ts'
import { initialState } from '../../client/store/state.ts'
import { isDefinite } from '../../shared/definite.ts'
import { ERRORS, type ErrorCode } from '../../shared/errors.ts'
import { greeted, START } from '../client/server-messages.ts'

it('pages know of each error whether it is definite, as the table of errors says', () => {
  const codes = Object.keys(ERRORS) as ErrorCode[]
  expect(codes.filter(isDefinite)).toEqual(codes.filter((code) => ERRORS[code].definite))
})

it('a page of another protocol says what the table of errors says', () => {
  const { state } = applyMessage(initialState, { ...greeted, protocol: -1 } as never, START)
  expect(state.stage).toMatchObject({ problem: { message: ERRORS['wrong-protocol'].message } })
})
