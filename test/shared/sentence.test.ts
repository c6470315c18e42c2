import { expect, it, describe as suite } from 'vitest'
import type { AccountView } from '../../shared/account-view.ts'
import { describe, type Known } from '../../shared/sentence.ts'

const calm: AccountView = {
  opening: 100,
  version: 0,
  expected: 100,
  actual: 100,
  outside: 0,
  applied: 0,
  conflicts: 0,
  lostDeposits: { count: 0, sum: 0 },
  lostWithdrawals: { count: 0, sum: 0 },
  doubled: { count: 0, sum: 0 },
  forgotten: { count: 0, sum: 0 },
  wrong: { count: 0, sum: 0 },
  refusedInBalance: { count: 0, sum: 0 },
  falseRefusals: { count: 0, sum: 0 },
}
const said = (change: Partial<AccountView>, known?: Known): string => {
  const { headline, cause } = describe({ ...calm, ...change }, known)
  return `${headline} ${cause}`.trim()
}

suite('the divergence in words', () => {
  it('says by how much, and what was overwritten, when money vanished', () => {
    expect(said({ expected: 350, actual: 200, applied: 9, lostDeposits: { count: 3, sum: 150 } })).toBe(
      '$150 vanished. Three deposits were overwritten.',
    )
  })
  it('says so when money appeared from nowhere', () => {
    expect(said({ expected: 0, actual: 150, applied: 2, lostWithdrawals: { count: 1, sum: -150 } })).toBe(
      '$150 appeared from nowhere. One withdrawal was overwritten.',
    )
  })
  it('says that the bank is wrong although the balance is right', () => {
    const lost = { lostDeposits: { count: 1, sum: 50 }, lostWithdrawals: { count: 1, sum: -50 } }
    expect(said({ applied: 3, ...lost })).toBe(
      'Balance right, bank wrong. One deposit and one withdrawal were overwritten.',
    )
  })
  it('names somebody outside', () => {
    expect(said({ actual: 70, outside: -30 })).toBe(
      '$30 vanished. Somebody outside changed the balance by −$30.',
    )
  })
  it('counts what was booked more than once, however often that was', () => {
    expect(said({ actual: 150, expected: 100, applied: 1, doubled: { count: 1, sum: 50 } })).toBe(
      '$50 appeared from nowhere. One transaction was booked more than once.',
    )
  })
  it('tells what Redis forgot from what was overwritten, and does not call it even', () => {
    const forgotten = { count: 2, sum: 100 }
    expect(said({ actual: 0, applied: 3, forgotten })).toBe('$100 vanished. Redis forgot two transactions.')
    expect(said({ applied: 3, forgotten: { count: 2, sum: 0 } })).toBe(
      'Balance right, bank wrong. Redis forgot two transactions.',
    )
    expect(said({ actual: 0, forgotten, lostDeposits: { count: 1, sum: 50 } })).toContain(
      'One deposit was overwritten. Redis forgot two transactions.',
    )
  })
  it('says by how much wrong amounts changed the balance, and does not call it even', () => {
    const one = { count: 1, sum: 150 }
    expect(said({ actual: 250, applied: 1, wrong: one })).toBe(
      '$150 appeared from nowhere. One wrong amount changed the balance by +$150.',
    )
    expect(said({ applied: 2, wrong: { count: 2, sum: 0 } })).toBe(
      'Balance right, bank wrong. Two wrong amounts are in the balance and cancel each other out.',
    )
    const back = { lostDeposits: { count: 1, sum: 150 } }
    expect(said({ applied: 2, wrong: one, ...back })).toBe(
      'Balance right, bank wrong. One deposit was overwritten. One wrong amount changed the balance by +$150.',
    )
  })
  it('says what refused transactions did to the balance', () => {
    expect(said({ actual: 20, refusedInBalance: { count: 1, sum: -80 } })).toBe(
      '$80 vanished. One refused transaction changed the balance by −$80.',
    )
    expect(said({ refusedInBalance: { count: 2, sum: 0 } })).toMatch(/^Balance right, bank wrong\./)
  })
  it('says that there was no reason for a refusal, and that the money was there where that is known', () => {
    const falseRefusals = { count: 2, sum: -160 }
    expect(said({ falseRefusals })).toBe(
      'Balance right, bank wrong. Two transactions were refused without a reason.',
    )
    expect(said({ falseRefusals }, { onlyCovered: true })).toBe(
      'Balance right, bank wrong. Two withdrawals were refused although the money was there.',
    )
    expect(said({ falseRefusals: { count: 1, sum: -80 } }, { onlyCovered: true })).toContain(
      'One withdrawal was refused although',
    )
  })
  it('is calm when it adds up, and before anything happened', () => {
    expect(said({ applied: 12 })).toBe('It adds up. 12 transactions, none lost.')
    expect(said({})).toBe('They are equal. Nothing has been booked yet.')
    expect(said({ version: 2 })).toBe('They are equal. All that was booked has been taken back.')
  })
  it('does not pretend to know a balance that is no number', () => {
    expect(said({ actual: null })).toContain('The balance is not a number.')
  })
})
