import { expect, it } from 'vitest'
import { hostLinkHash, hostLinkIn } from '../../shared/host-link.ts'

it('the secret of a link is what stands after #host=', () => {
  expect(hostLinkIn(hostLinkHash('abc-_1'))).toBe('abc-_1')
  for (const other of ['', '#', '#hosts=a', '#a=1&host=b', '?host=b'])
    expect(hostLinkIn(other)).toBeUndefined()
})
