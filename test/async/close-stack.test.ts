import { expect, it } from 'vitest'
import { createCloseStack } from '../../server/async/close-stack.ts'

it('closes one after the other, the last opened first, and each once', async () => {
  const closed: string[] = []
  const stack = createCloseStack(() => {})
  stack.add(() => void closed.push('first'))
  stack.add(async () => {
    await new Promise(setImmediate)
    closed.push('second')
  })
  await Promise.all([stack.closeAll(), stack.closeAll()])
  await stack.closeAll()
  expect(closed).toEqual(['second', 'first'])
})

it('closes the others when one cannot be closed, and tells why it cannot', async () => {
  const [closed, errors]: [string[], unknown[]] = [[], []]
  const stack = createCloseStack((error) => errors.push(error))
  stack.add(() => void closed.push('first'))
  stack.add(() => {
    throw new Error('thrown')
  })
  stack.add(() => Promise.reject(new Error('rejected')))
  await stack.closeAll()
  expect(closed).toEqual(['first'])
  expect(errors).toMatchObject([{ message: 'rejected' }, { message: 'thrown' }])
})
