import { expect, it } from 'vitest'
import { shellCommand } from '../../server/start/started-as.ts'

it.each([
  ['start', {}, 'npm start --'],
  ['demo', {}, 'npm run demo --'],
  ['demo', { silent: true }, 'npm run -s demo --'],
  ['start', { env: { BANKRUN_INSTALLED: '1' } }, 'bank-run'],
  ['explore', { silent: true, env: { BANKRUN_INSTALLED: '1' } }, 'bank-run explore'],
] as const)('the command %s with %j is started by %s', (name, options, text) => {
  expect(shellCommand(name, { env: {}, ...options })).toBe(text)
})
