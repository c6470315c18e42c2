import { describe, expect, it } from 'vitest'
import { createPageStorage } from '../../../client/connection/local-storage.ts'
import { ANA, BOB } from '../server-messages.ts'

function storage() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}
const pending = (name: string) => ({ tx: name.padEnd(21, '-'), amount: 50, epoch: 1 })

describe('the data that a page remembers', () => {
  it('are kept apart by base path, and under the old names without one', () => {
    const store = storage()
    const at = (basePath: string) => createPageStorage(() => store, basePath)
    at('').keepSeat('K', { player: ANA, secret: 's' })
    at('/bank').keepSeat('K', { player: BOB, secret: 's' })
    expect([...store.kept.keys()]).toEqual(['bankrun:seat:K', 'bankrun:/bank:seat:K'])
    expect(at('').seat('K')?.player).toBe(ANA)
    expect(at('/bank').seat('K')?.player).toBe(BOB)
    expect(at('/games/bank').seat('K')).toBeUndefined()
  })

  it('are kept for the next visit: seat, host token, amounts, nickname', () => {
    const store = storage()
    const first = createPageStorage(() => store)
    expect([first.seat('K'), first.hostToken('K'), first.amounts(), first.nickname()]).toEqual([
      ...[undefined, undefined, undefined, ''],
    ])
    first.keepSeat('K', { player: ANA, secret: 's' })
    first.keepHostToken('K', 't')
    first.keepAmounts({ deposit: 5, withdrawal: 6 })
    first.keepNickname('ana')
    const later = createPageStorage(() => store)
    expect(later.seat('K')).toEqual({ player: ANA, secret: 's' })
    expect(later.seat('other')).toBeUndefined()
    expect(later.hostToken('K')).toBe('t')
    expect(later.amounts()).toEqual({ deposit: 5, withdrawal: 6 })
    expect(later.nickname()).toBe('ana')
    later.keepSeat('K', undefined)
    expect(later.seat('K')).toBeUndefined()
  })

  it('about unsettled transactions belong to one player, and are removed with the last of them', () => {
    const store = storage()
    const pageStorage = createPageStorage(() => store)
    const [a, b] = [pending('a'), pending('b')]
    pageStorage.keepPending('K', ANA, a)
    pageStorage.keepPending('K', ANA, b)
    expect(pageStorage.pending('K', ANA)).toEqual([a, b])
    expect(pageStorage.pending('K', BOB)).toEqual([])
    pageStorage.dropPending('K', ANA, a.tx)
    expect(pageStorage.pending('K', ANA)).toEqual([b])
    pageStorage.dropPending('K', ANA, b.tx)
    expect(store.kept.size).toBe(0)
  })

  it('exclude transactions that the server would reject as malformed', () => {
    const store = storage()
    const list = [pending('a'), { ...pending('b'), amount: 0.5 }, { ...pending('c'), tx: 'short' }]
    store.setItem('bankrun:pending:K', JSON.stringify({ player: ANA, list }))
    expect(createPageStorage(() => store).pending('K', ANA)).toEqual([pending('a')])
  })

  it('last as long as the page when the browser refuses to store; unreadable text is ignored', () => {
    const refusing = createPageStorage(() => {
      throw new Error('denied')
    })
    refusing.keepSeat('K', { player: ANA, secret: 's' })
    refusing.keepPending('K', ANA, pending('a'))
    expect(refusing.seat('K')).toEqual({ player: ANA, secret: 's' })
    expect(refusing.pending('K', ANA)).toEqual([pending('a')])
    expect(refusing.nickname()).toBe('')
    refusing.keepSeat('K', undefined)
    expect(refusing.seat('K')).toBeUndefined()
    const store = storage()
    store.setItem('bankrun:seat:K', '{')
    expect(createPageStorage(() => store).seat('K')).toBeUndefined()
  })
})
