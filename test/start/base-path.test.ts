import { describe, expect, it } from 'vitest'
import { parseBasePath, withBasePath } from '../../server/start/base-path.ts'

describe('the base path', () => {
  it.each([
    ['/bank', '/bank'],
    ['bank', '/bank'],
    ['/bank/', '/bank'],
    ['//bank//', '/bank'],
    ['/games/bank', '/games/bank'],
    ['/bänk', '/b%C3%A4nk'],
    ['/b%C3%A4nk', '/b%C3%A4nk'],
    ['/', ''],
    ['', ''],
    ['/r', '/r'],
  ])('%j is %j', (text, path) => {
    expect(parseBasePath(text)).toBe(path)
  })

  it.each([
    ['https://example.org/bank', 'the host belongs to --public-url'],
    ['example.org:80/bank', 'the host belongs to --public-url'],
    ['/bank?x=1', 'only the path'],
    ['C:/Program Files/Git/bank', 'Write it without the first slash: bank.'],
    ['/api/bank', 'It cannot begin with /api'],
    ['/ws', 'It cannot begin with'],
    ['/games/../bank', 'Write a plain path'],
    ['/my bank', 'Write a plain path'],
    ['/a%2Fb', 'Write a plain path'],
    ['/100%', 'a percent sign is written as %25'],
  ])('cannot be %j', (text, reason) => {
    expect(() => parseBasePath(text)).toThrow(reason)
  })

  it('comes once at the end of an address', () => {
    expect(withBasePath('http://10.0.0.5:3000', '/bank')).toBe('http://10.0.0.5:3000/bank')
    expect(withBasePath('https://example.org/bank/', '/bank')).toBe('https://example.org/bank')
    expect(withBasePath('https://example.org/', '')).toBe('https://example.org')
  })
})
