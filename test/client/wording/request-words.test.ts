import { describe, expect, it } from 'vitest'
import { hostName, hostOrigin, hostQuestion, seatQuestion } from '../../../client/wording/request-words.ts'
import { ANA, snapshot } from '../server-messages.ts'
import { visit } from '../visit.ts'

describe('a question to a host', () => {
  it('names the player and the digits of the phone', () => {
    expect(hostQuestion('Ms Kim', '47').text).toBe('Make Ms Kim (47) a host?')
    expect(seatQuestion('bea', '47').text).toBe('Give the seat of bea to the browser that shows 47?')
  })

  it('isolates a name that is written from right to left, so that the digits stay where they are', () => {
    expect(hostQuestion('דנה', '47').text).toBe('Make \u2068דנה\u2069 (47) a host?')
  })
})

describe('the list of hosts', () => {
  const { room } = visit(ANA, snapshot([]))

  it('has the player’s name, or what the browser is without one', () => {
    expect(hostName(room, { host: 'h', made: 'granted', at: 1, player: ANA })).toBe('ana')
    expect(hostName(room, { host: 'h', made: 'opened', at: 1, first: true })).toBe('First host')
    expect(hostName(room, { host: 'h', made: 'link', at: 1 })).toBe('A page without a player')
  })

  it('says how and when it became one, if that is known', () => {
    expect(hostOrigin({ host: 'h', made: 'opened', at: 0, first: true })).toBe('opened the room')
    expect(hostOrigin({ host: 'h', made: 'granted', at: 1, player: ANA })).toMatch(/^made a host here, .+\d/)
    expect(hostOrigin({ host: 'h', made: 'link', at: 0, first: true, player: ANA })).toBe(
      'first host, came by the link of the terminal',
    )
  })
})
