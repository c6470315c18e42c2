import { expect, it } from 'vitest'
import { disconnected, initialState, sending } from '../../../client/store/state.ts'

it('a connection is lost since its first failure, and a server that is stopping stays one', () => {
  const lost = disconnected({ ...initialState, connection: { state: 'open' } }, 1300, 1000)
  expect(lost.connection).toEqual({
    state: 'lost',
    since: 1000,
    retryAt: 1300,
    stopping: false,
    cause: { is: 'unknown' },
  })
  expect(disconnected(lost, 2500, 2000).connection).toMatchObject({ since: 1000, retryAt: 2500 })
  const stopping = {
    state: 'lost',
    since: 1000,
    retryAt: 1000,
    stopping: true,
    cause: { is: 'unknown' },
  } as const
  expect(disconnected({ ...initialState, connection: stopping }, 1300, 1000).connection).toMatchObject({
    stopping: true,
  })
})

it('a transaction that is sent again stays one, and is noted as sent again', () => {
  const pending = { tx: 't', amount: 50, epoch: 1 }
  const once = sending(initialState, pending)
  expect(once.own).toMatchObject([{ ...pending, phase: { is: 'sent' }, resent: false }])
  expect(sending(once, pending, true).own).toMatchObject([{ ...pending, resent: true }])
})
