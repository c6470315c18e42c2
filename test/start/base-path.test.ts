import { describe, expect, it } from 'vitest'
import { basePath } from '../../server/start/base-path.ts'
import { readSettings } from '../../server/start/flags.ts'

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

describe('the settings of a server behind a proxy', () => {
  const read = (argv: string[], env = {}) => readSettings(argv, env)

  it('come from flags or variables, and may be empty', async () => {
    const env = { BASE_PATH: 'bank', TRUST_PROXY: 'loopback, 10.0.0.5' }
    expect(await read(['--public-url', 'https://example.org/bank/'], env)).toMatchObject({
      settings: {
        basePath: '/bank',
        trustProxy: ['loopback', '10.0.0.5'],
        publicUrl: 'https://example.org/bank',
      },
    })
    const empty = await read([], { BASE_PATH: '', TRUST_PROXY: '' })
    expect(empty).toMatchObject({ settings: { basePath: undefined, trustProxy: undefined } })
  })

  it('are refused all at once, with what to write instead', async () => {
    const wrong = read(['--base-path', 'https://example.org/bank', '--trust-proxy', 'proxy'], {})
    await expect(wrong).rejects.toThrow('--base-path /bank')
    await expect(wrong).rejects.toThrow('--trust-proxy 10.0.0.5')
    const apart = read(['--base-path', '/bank', '--public-url', 'https://example.org/game'], {})
    await expect(apart).rejects.toThrow(
      'the page is at /bank, the base path. Write --public-url https://example.org/bank',
    )
  })
})
