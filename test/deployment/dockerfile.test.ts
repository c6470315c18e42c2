import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const read = (name: string): string => readFileSync(path(name), 'utf8')

interface Instruction {
  name: string
  /** The line without the name. */
  text: string
  /** Of a COPY: its sources, and the stage that it copies from. */
  sources: string[]
  from: string | undefined
}
interface Stage {
  name: string
  image: string
  instructions: Instruction[]
}

/** Parses the stages of a Dockerfile, as far as ours needs it. */
function stagesOf(text: string): Stage[] {
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const stages: Stage[] = []
  for (const line of lines) {
    const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? []
    if (name === 'FROM') {
      const [image = '', , stage = ''] = rest.split(/\s+/)
      stages.push({ name: stage, image, instructions: [] })
      continue
    }
    const words = rest.split(/\s+/)
    const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length)
    const sources = name === 'COPY' ? words.filter((word) => !word.startsWith('--')).slice(0, -1) : []
    stages.at(-1)?.instructions.push({ name, text: rest, sources, from })
  }
  return stages
}

const copied = ({ instructions }: Stage): string[] =>
  instructions.flatMap(({ sources, from }) => (from === undefined ? sources : []))
const has = ({ instructions }: Stage, name: string, text: string): boolean =>
  instructions.some((one) => one.name === name && one.text === text)
/** Whether a kept path is or contains `source`: `server` holds `server/strategies`. */
const holds = (kept: string[], source: string): boolean =>
  kept.some((one) => source === one || source.startsWith(`${one}/`))

/** The faults of a Dockerfile, as sentences; `kept` passes .dockerignore, the build needs `sources`. */
function faultsOf(text: string, kept: string[], sources: string[]): string[] {
  const stages = stagesOf(text)
  const [build, dependencies, runtime] = stages
  if (!build || !dependencies || !runtime || stages.length !== 3) return ['it has not three stages']
  const faults: string[] = []
  const must = (holds: boolean, fault: string): void => void (holds || faults.push(fault))
  for (const source of new Set(stages.flatMap(copied))) {
    must(existsSync(path(source)), `${source} is copied and does not exist`)
    must(holds(kept, source), `${source} is copied and ignored`)
  }
  for (const { image } of stages)
    must(/^node:24-alpine$/.test(image), `${image} is not the image of the others`)
  must(has(build, 'RUN', 'npm ci'), 'the build has no tools')
  must(has(build, 'RUN', 'node scripts/build.mjs'), 'the build does not build')
  for (const source of sources) must(holds(copied(build), source), `the build lacks ${source}`)

  must(has(dependencies, 'RUN', 'npm ci --omit=dev'), 'the build tools come along')
  must(!stages.some((stage) => copied(stage).includes('.npmrc')), '.npmrc asks for the build tools')
  must(has(runtime, 'COPY', '--from=dependencies /app/node_modules node_modules'), 'it has no dependencies')
  must(has(runtime, 'COPY', '--from=build /app/dist dist'), 'it has no build')
  for (const source of ['package.json', 'scripts', 'server/strategies'])
    must(copied(runtime).includes(source), `it lacks ${source}`)
  // With the sources but without the tools it would try to build, and fail.
  must(!copied(runtime).includes('tsconfig.build.json'), 'it would build itself again')
  const names = runtime.instructions.map(({ name }) => name)
  must(has(runtime, 'USER', 'node'), 'it runs as root')
  must(names.lastIndexOf('USER') > names.lastIndexOf('COPY'), 'it could write its own code')
  must(has(runtime, 'EXPOSE', '3000'), 'its port is not told')
  const health = runtime.instructions.find(({ name }) => name === 'HEALTHCHECK')?.text ?? ''
  must(health.includes('/healthz'), 'its health is not checked')
  const [command = ''] = runtime.instructions.filter(({ name }) => name === 'CMD').map(({ text }) => text)
  must(command === '["node", "scripts/start.mjs"]', 'it does not start the server')
  return faults
}

const dockerfile = read('Dockerfile')
const kept = [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, name = '']) => name)
/** The `SOURCES` of `scripts/build.mjs`. */
const sources = [
  ...(/const SOURCES = \[(.*?)\]/s.exec(read('scripts/build.mjs'))?.[1] ?? '').matchAll(/'(.+?)'/g),
].map(([, name = '']) => name)

describe('Dockerfile', () => {
  test('the Dockerfile has no faults, and copies only files that exist', () => {
    expect(sources.length).toBeGreaterThan(5)
    expect(faultsOf(dockerfile, kept, sources)).toEqual([])
  })

  test('.dockerignore excludes everything that no stage copies', () => {
    expect(read('.dockerignore')).toMatch(/^\*$/m)
    expect([...kept].sort()).toEqual(
      [
        ...new Set(
          stagesOf(dockerfile)
            .flatMap(copied)
            .map((source) => source.replace(/^server\/.*/, 'server')),
        ),
      ].sort(),
    )
  })

  test.each([
    ['passes when the answer is 200', 200, 0],
    ['fails when the answer is 503', 503, 1],
    ['fails when no server answers', undefined, 1],
  ])('the health check %s', async (_, answer, exit) => {
    const [, list = ''] = /^HEALTHCHECK.*\n\s+CMD (\[.*\])$/m.exec(dockerfile) ?? []
    const [, ...args] = JSON.parse(list) as string[]
    const asked: (string | undefined)[] = []
    const server = createServer(({ url }, response) => {
      asked.push(url)
      response.writeHead(answer ?? 200).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    if (answer === undefined) server.close()
    const check = spawn(process.execPath, args, { env: { ...process.env, PORT: String(port) } })
    expect(await once(check, 'exit')).toEqual([exit, null])
    expect(asked).toEqual(answer === undefined ? [] : ['/healthz'])
    server.close()
  })

  test.each([
    ['COPY scripts scripts', 'COPY tools tools', 'tools is copied and does not exist'],
    ['COPY package.json LICENSE ./', 'COPY package.json .npmrc ./', '.npmrc asks for the build tools'],
    ['RUN npm ci --omit=dev', 'RUN npm ci', 'the build tools come along'],
    ['COPY shared shared\n', '', 'the build lacks shared'],
    ['USER node\n', '', 'it runs as root'],
    ['COPY server/strategies server/strategies\n', '', 'it lacks server/strategies'],
    ['/healthz', '/', 'its health is not checked'],
    ['USER node\n', 'USER node\nCOPY LICENSE ./\n', 'it could write its own code'],
  ])('a fault is found when %j becomes %j', (right, wrong, fault) => {
    expect(dockerfile).toContain(right)
    expect(faultsOf(dockerfile.replace(right, wrong), kept, sources)).toContain(fault)
  })
})
