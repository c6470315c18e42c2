import { expect, it } from 'vitest'
import { isDefinite } from '../../shared/definite.ts'
import { ERRORS, type ErrorCode } from '../../shared/errors.ts'

it('pages know of each error whether it is definite, as the table of errors says', () => {
  const codes = Object.keys(ERRORS) as ErrorCode[]
  expect(codes.filter(isDefinite)).toEqual(codes.filter((code) => ERRORS[code].definite))
})
