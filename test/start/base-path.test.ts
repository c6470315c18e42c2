import { describe, expect, it } from 'vitest'
import { basePath } from '../../server/start/base-path.ts'

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
    expect(basePath(text)).toBe(path)
  })

  it.each([
    ['https://example.org/bank', 'the host belongs to --public-url'],
    ['example.org:80/bank', 'the host belongs to --public-url'],
    ['/bank?x=1', 'only the path'],
    ['C:/Program Files/Git/bank', 'Leave out the first slash'],
    ['/api/bank', 'an address of that name of its own: /api'],
    ['/ws', 'an address of that name'],
    ['/games/../bank', 'no plain path'],
    ['/my bank', 'no plain path'],
    ['/a%2Fb', 'no plain path'],
    ['/100%', 'a percent sign is written as %25'],
  ])('cannot be %j', (text, reason) => {
    expect(() => basePath(text)).toThrow(reason)
  })
})
