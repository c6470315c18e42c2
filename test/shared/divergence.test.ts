import { expect, it, describe as suite } from 'vitest'
import type { AccountView } from '../../shared/account-view.ts'
import { type DivergenceFacts, describeDivergence } from '../../shared/divergence.ts'

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
const said = (change: Partial<AccountView>, known?: DivergenceFacts): string => {
  const { headline, cause } = describeDivergence({ ...calm, ...change }, known)
  return `${headline} ${cause}`.trim()
}

suite('the divergence in words', () => {
  it('says how much money vanished, and what was overwritten', () => {
    expect(said({ expected: 350, actual: 200, applied: 9, lostDeposits: { count: 3, sum: 150 } })).toBe(
      '$150 vanished. Three deposits were overwritten.',
    )
  })
  it('says how much money appeared from nowhere, and what was overwritten', () => {
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
  it('says by how much a write from outside changed the balance', () => {
    expect(said({ actual: 70, outside: -30 })).toBe(
      '$30 vanished. Writes from outside changed the balance by −$30.',
    )
  })
  it('counts transactions that were booked more than once', () => {
    expect(said({ actual: 150, expected: 100, applied: 1, doubled: { count: 1, sum: 50 } })).toBe(
      '$50 appeared from nowhere. One transaction was booked more than once.',
    )
  })
  it('counts forgotten transactions apart from overwritten ones, even when their sum is 0', () => {
    const forgotten = { count: 2, sum: 100 }
    expect(said({ actual: 0, applied: 3, forgotten })).toBe('$100 vanished. Redis forgot two transactions.')
    expect(said({ applied: 3, forgotten: { count: 2, sum: 0 } })).toBe(
      'Balance right, bank wrong. Redis forgot two transactions.',
    )
    expect(said({ actual: 0, forgotten, lostDeposits: { count: 1, sum: 50 } })).toContain(
      'One deposit was overwritten. Redis forgot two transactions.',
    )
  })
  it('says by how much wrong amounts changed the balance, even when they cancel out', () => {
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
  it('says by how much refused transactions changed the balance', () => {
    expect(said({ actual: 20, refusedInBalance: { count: 1, sum: -80 } })).toBe(
      '$80 vanished. One refused transaction changed the balance by −$80.',
    )
    expect(said({ refusedInBalance: { count: 2, sum: 0 } })).toMatch(/^Balance right, bank wrong\./)
  })
  it('says that a refusal had no reason, or that the money was there if that is known', () => {
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
  it('says that it adds up, or that nothing is booked yet', () => {
    expect(said({ applied: 12 })).toBe('It adds up. 12 transactions, none lost.')
    expect(said({})).toBe('They are equal. Nothing has been booked yet.')
    expect(said({ version: 2 })).toBe('They are equal. All that was booked has been taken back.')
  })
  it('says that the balance is not a number', () => {
    expect(said({ actual: null })).toContain('The balance is not a number.')
  })
})
