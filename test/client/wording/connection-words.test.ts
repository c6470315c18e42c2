import { describe, expect, it } from 'vitest'
import { blockedHelps } from '../../../client/wording/blocked-words.ts'
import { connectionTitle, retryText } from '../../../client/wording/connection-words.ts'

describe('a page without a connection', () => {
  it('says that it has none yet, or that it lost one, as long as it knows no more', () => {
    expect(connectionTitle({ is: 'unknown' })).toBe('No connection yet.')
    expect(connectionTitle({ is: 'unknown' }, true)).toBe('Connection lost.')
  })

  it('says what helps when the network blocks it: HTTPS only where it has none', () => {
    expect(blockedHelps(false)).toHaveLength(3)
    expect(blockedHelps(false).join()).toContain('HTTPS')
    expect(blockedHelps(true)).toEqual(blockedHelps(false).slice(0, 2))
  })

  it('says the refusal of the server as it is', () => {
    const refused = { is: 'refused', code: 'server-full', message: 'This server is full.' } as const
    expect(connectionTitle(refused)).toBe('This server is full.')
  })

  it('speaks of the network only when it is the cause', () => {
    const about = (is: 'unknown' | 'unreachable' | 'other-page' | 'blocked') =>
      connectionTitle({ is }).includes('network')
    expect([about('unknown'), about('unreachable')]).toEqual([false, false])
    expect([about('other-page'), about('blocked')]).toEqual([true, true])
  })

  it('says when the next try is due', () => {
    expect(retryText(5000, 1200)).toBe('Trying again in 4 s.')
    expect(retryText(5000, 5000)).toBe('Trying again…')
  })
})
