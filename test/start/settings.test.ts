import { describe, expect, it } from 'vitest'
import { readSettings, SettingsError } from '../../server/start/flags.ts'
import { ignoredHost } from '../../server/start/listen-host.ts'
import { Unusable } from '../../server/start/setting.ts'
import { hasIpv6 } from '../support/machine.ts'

type Env = Record<string, string>

const read = async (argv: string[], env: Env = {}) => {
  const asked = await readSettings(argv, env)
  if ('help' in asked) throw new Error('help')
  return asked
}
const settings = async (argv: string[], env: Env = {}) => (await read(argv, env)).settings
/** What is wrong, a sentence a line. */
const complaints = async (argv: string[], env: Env = {}): Promise<string> => {
  const error = await read(argv, env).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(SettingsError)
  return (error as Error).message
}

describe('settings', () => {
  it('come from flags, else from variables, else they are the usual ones', async () => {
    expect(await settings([])).toMatchObject({ nodes: 1, logLevel: 'warn' })
    expect((await settings([])).port).toBeUndefined()
    expect(await settings([], { PORT: '4000', NODES: '3' })).toMatchObject({ port: 4000, nodes: 3 })
    expect(await settings(['--port', '5000'], { PORT: '4000' })).toMatchObject({ port: 5000 })
    expect(await settings(['--port=0', '--nodes=2', '--allow-chaos'])).toMatchObject({
      port: 0,
      allowChaos: true,
    })
  })

  it('are absent when their variable is empty or blank, whichever it is', async () => {
    const names = [
      'PORT',
      'HOST',
      'PUBLIC_URL',
      'STRATEGIES',
      'NODES',
      'LOG_LEVEL',
      'REDIS_URL',
      'REDIS_CLUSTER',
    ]
    const more = ['REDIS_SENTINEL', 'REDIS_MASTER', 'REDIS_TLS', 'REDIS_CA', 'REDIS_CERT', 'REDIS_KEY']
    const without = await read([])
    for (const blank of ['', ' '])
      expect(await read([], Object.fromEntries(names.map((name) => [name, blank])))).toEqual(without)
    expect(await read([], Object.fromEntries([...names, ...more].map((name) => [name, ''])))).toEqual(without)
  })

  it('lose the space that `set NAME=value && …` puts behind a variable on Windows', async () => {
    expect(await settings([], { PORT: '4000 ', LOG_LEVEL: 'info ' })).toMatchObject({
      port: 4000,
      logLevel: 'info',
    })
  })

  it('take levels and engines in any case', async () => {
    expect((await settings([], { LOG_LEVEL: 'WARN' })).logLevel).toBe('warn')
    expect((await settings(['--log-level', 'Debug'])).logLevel).toBe('debug')
    expect((await settings(['--engine', 'LOCAL'])).engine).toBe('local')
  })

  it('are all checked at once, each with its name, where it came from and what to write', async () => {
    const said = await complaints(
      ['--port', '70000', '--public-url', 'bank.example.org', '--engine', 'loco'],
      {
        NODES: '9',
        LOG_LEVEL: 'loud',
        STRATEGIES: '/nowhere/at/all',
        REDIS_URL: 'redis.example',
      },
    )
    expect(said.split('\n').filter((line) => /^ {2}(The|REDIS)/.test(line))).toHaveLength(7)
    expect(said).toContain(
      'The flag --port is "70000". A port is a whole number from 0 to 65535. Write --port 3000',
    )
    expect(said).toContain('The variable NODES is "9".')
    expect(said).toContain('Write NODES=3')
    expect(said).toContain('Write LOG_LEVEL=warn')
    expect(said).toContain(
      'The variable STRATEGIES is "/nowhere/at/all". The folder /nowhere/at/all does not exist.',
    )
    expect(said).toContain('REDIS_URL is "redis.example"')
  })

  it('that are unknown or incomplete are named beside the others', async () => {
    const said = await complaints(['--prot', '3000', '--nodes', '9'])
    expect(said).toContain('--prot')
    expect(said).toContain('(Did you mean --port?)')
    expect(said).toContain('--nodes is "9"')
    expect(await complaints(['--port'])).toContain('--port')
  })

  it.each(['-1', '65536', '3.5', '0x10', '3e3', 'abc', '3000,3001', '٣'])(
    'of a port exclude %j',
    async (port) => {
      expect(await complaints([`--port=${port}`])).toContain(`--port is "${port}"`)
      expect(await complaints([], { PORT: port })).toContain(`The variable PORT is "${port}"`)
    },
  )

  it('that are empty flags are named', async () => {
    for (const flag of ['--port=', '--host=', '--public-url=', '--log-level=', '--nodes=', '--strategies='])
      expect(await complaints([flag]), flag).toContain(`The flag ${flag.slice(0, -1)} is ""`)
  })
})

describe('a public URL', () => {
  it.each([
    ['https://bank.example.org/', 'https://bank.example.org'],
    ['HTTPS://Bank.Example.org', 'https://bank.example.org'],
    ['http://192.168.1.20:3000', 'http://192.168.1.20:3000'],
    ['http://[fd00::7]:3000/', 'http://[fd00::7]:3000'],
  ])('may be %j', async (url, kept) => {
    expect((await settings([], { PUBLIC_URL: url })).publicUrl).toBe(kept)
  })

  it.each([
    ['192.168.1.20:3000', 'http:// or https:// is missing', 'http://192.168.1.20:3000'],
    ['localhost:3000', 'http:// or https:// is missing', 'http://localhost:3000'],
    ['bank.example.org', 'http:// or https:// is missing', 'https://bank.example.org'],
    ['//bank.example.org', 'http:// or https:// is missing', 'https://bank.example.org'],
    ['http:bank.example.org', 'http:// or https:// is missing', 'https://bank.example.org'],
    ['wss://bank.example.org/ws', 'does not open by wss://', 'https://bank.example.org'],
    ['ftp://bank.example.org', 'does not open by ftp://', 'http://bank.example.org'],
    ['javascript://x', 'does not open by javascript://', 'http://x'],
    ['http://10.1.1.1:99999', 'That is no address', 'https://bank.example.org'],
    ['http://', 'That is no address', 'https://bank.example.org'],
    ['https://bank.example.org/bank', 'has the path /bank', 'https://bank.example.org'],
    ['https://bank.example.org/?a=1', 'What stands after the address', 'https://bank.example.org'],
    ['https://ana:pw@bank.example.org', 'its user and password', 'https://bank.example.org'],
    ['"https://bank.example.org"', 'quotation marks', 'https://bank.example.org'],
  ])('cannot be %j', async (url, why, instead) => {
    const said = await complaints([], { PUBLIC_URL: url })
    expect(said).toContain(why)
    expect(said).toMatch(new RegExp(`Write PUBLIC_URL=${instead.replace(/[.[\]]/g, '\\$&')}\n`))
    expect(await complaints(['--public-url', url])).toContain(`Write --public-url ${instead}\n`)
  })
})

describe('the address to listen on', () => {
  it('may be any that this machine has', async () => {
    for (const host of ['127.0.0.1', 'localhost', '0.0.0.0'])
      expect((await settings(['--host', host])).host).toBe(host)
    expect((await settings([], { HOST: '127.0.0.1' })).host).toBe('127.0.0.1')
  })

  it.skipIf(!hasIpv6)('may be one of IPv6, with brackets or without', async () => {
    for (const host of ['::1', '::']) expect((await settings(['--host', host])).host).toBe(host)
    expect((await settings(['--host', '[::1]'])).host).toBe('::1')
  })

  it.each([
    '203.0.113.77',
    '2001:db8::77',
    'x86_64-conda-linux-gnu',
    '300.1.1.1',
    'http://localhost',
    '127.0.0.1:80',
  ])('is an error as a flag when it is %s, and ignored with a sentence as a variable', async (host) => {
    expect(await complaints(['--host', host])).toContain(`The flag --host is "${host}".`)
    const { settings, notices } = await read([], { HOST: host })
    expect(settings.host).toBeUndefined()
    expect(notices).toEqual([expect.stringContaining(`The variable HOST is "${host}".`)])
  })

  it('is ignored as a variable when it is this machine’s own name, as shells set it', () => {
    expect(ignoredHost('my-laptop.local', undefined, 'my-laptop')).toContain('own name')
    expect(ignoredHost('My-Laptop', undefined, 'my-laptop.fritz.box')).toContain('own name')
    expect(ignoredHost('localhost', undefined, 'localhost')).toBeUndefined()
    expect(ignoredHost('10.0.0.1', undefined, '10')).toBeUndefined()
    expect(ignoredHost('other', undefined, 'my-laptop')).toBeUndefined()
    expect(ignoredHost('other', new Unusable('No machine has that name.'), 'x')).toContain('No machine has')
  })
})
