import { expect, it } from 'vitest'
import { coalesced } from '../../server/async/coalesced.ts'

it('a coalesced function answers all calls that come during a run with one later run', async () => {
  const releases: (() => void)[] = []
  let runs = 0
  const call = coalesced(async () => {
    runs += 1
    await new Promise<void>((resolve) => releases.push(resolve))
  })
  const first = call()
  const [second, third] = [call(), call()]
  expect(runs).toBe(1)
  releases.shift()?.()
  await first
  await Promise.resolve()
  await new Promise((resolve) => setImmediate(resolve))
  expect(runs).toBe(2)
  releases.shift()?.()
  await Promise.all([second, third])
  expect(runs).toBe(2)
})

it('a coalesced function runs again after a failure', async () => {
  let runs = 0
  const call = coalesced(async () => {
    runs += 1
    if (runs === 1) throw new Error('no answer')
  })
  const [first, second] = [call(), call()]
  await expect(first).rejects.toThrow('no answer')
  await second
  expect(runs).toBe(2)
})
