import { Command } from 'commander'
import { expect, it } from 'vitest'
import { keptByNpm } from '../../server/terminal/npm-flags.ts'

const command = new Command('npm start --').option('--port <n>').option('--allow-chaos').option('--json')

it.each([
  [
    'npm start --port 1 --allow-chaos',
    { npm_config_port: 'true', npm_config_allow_chaos: 'true' },
    '--port --allow-chaos',
  ],
  [
    'npm run demo --port=1',
    { npm_config_port: '1', npm_lifecycle_event: 'demo' },
    'npm run demo -- --port …',
  ],
])('after "%s" the message says what to write', (_, env, text) => {
  expect(keptByNpm(command, env)).toContain(text)
})

it.each([{}, { npm_config_json: 'true' }, { npm_config_registry: 'x', npm_lifecycle_event: 'start' }])(
  'with only the variables %j of npm there is no message',
  (env) => {
    expect(keptByNpm(command, env)).toBeUndefined()
  },
)
