import { describe, expect, test } from 'vitest'
import { maskUrl } from '../../server/engine/mask-url.ts'

describe('the masked URL', () => {
  test.each([
    ['redis://localhost:6379/2', 'redis://localhost:6379/2'],
    ['redis://ada:s3cret@host:6379/0', 'redis://ada:***@host:6379/0'],
    ['rediss://:s3cret@host', 'rediss://:***@host'],
    ['redis://s3cret@host', 'redis://***@host'],
    ['redis://ada:s3@cret@host', 'redis://ada:***@host'],
    ['redis://ada:s3/cret@host', 'redis://ada:***@host'],
    ['redis://ada:12/s3#cret@host', 'redis://ada:***@host'],
    ['redis:/ada:s3cret@host', 'redis:***@host'],
    ['ada:s3:cret@host:6379', 'ada:***@host:6379'],
    ['redis://:s3cret', 'redis://:***'],
    ['redis://host?password=s3@cret&db=1', 'redis://host?password=***&db=1'],
  ])('of %s is %s', (url, masked) => {
    expect(maskUrl(url)).toBe(masked)
    expect(maskUrl(url)).not.toMatch(/s3|cret/)
  })
})
