import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { litLines, type StepPoint } from '../../shared/lit-lines.ts'

const STRATEGIES = new URL('../../server/strategies/', import.meta.url)
const lit = (source: string, point: StepPoint): string[] =>
  litLines(source, point).map(({ from, to }) =>
    source
      .split('\n')
      .slice(from - 1, to)
      .map((line) => line.trim())
      .join(' / '),
  )
const ours = (id: string, point: StepPoint) =>
  lit(readFileSync(new URL(`${id}.ts`, STRATEGIES), 'utf8'), point)

describe('the lit lines of our own strategies', () => {
  it('reach from the read to the step after it', () => {
    expect(ours('naive', 'read')).toEqual([
      expect.stringMatching(/^const seen = await account\.get\(\) \/ .*await step\('read', seen\)$/),
    ])
    expect(ours('naive', 'backoff')).toEqual([])
  })

  it('reach from the refused write to the wait before the next attempt', () => {
    expect(ours('watch', 'backoff')).toEqual([
      expect.stringMatching(/^\.exec\(\) \/ .*await step\('backoff'\)$/),
    ])
  })

  it('are one line where the strategy takes the lock and waits for it in one line', () => {
    expect(ours('lock', 'blocked')).toEqual([expect.stringMatching(/^while .*lock\.set.*step\('blocked'\)$/)])
    expect(ours('local-mutex', 'blocked')).toEqual([
      expect.stringMatching(/^const release = .*acquire\(\)\)$/),
    ])
  })

  it('are only the step where the strategy thinks without a read', () => {
    expect(ours('lua', 'think')).toEqual(["await step('think')"])
    expect(ours('idempotent', 'think')).toEqual(["await step('think')"])
  })

  it.each(readdirSync(STRATEGIES).filter((file) => file.endsWith('.ts')))(
    'are found for every step that %s has',
    (file) => {
      const source = readFileSync(new URL(file, STRATEGIES), 'utf8')
      const points = [...source.matchAll(/\bstep\('(\w+)'/g)].map(([, point]) => point as StepPoint)
      expect(points.length).toBeGreaterThan(0)
      for (const point of points) expect(litLines(source, point).length).toBeGreaterThan(0)
    },
  )
})

describe('the lit lines of a participant’s file', () => {
  it('are found with any quotes, spaces and line breaks', () => {
    const written = ['step("read", seen)', 'step( `read` )', "step (\n  'read',\n  seen,\n)"]
    for (const step of written) {
      const source = `async update(account) {\n  const seen = await account.get()\n  await ${step}\n}`
      expect(litLines(source, 'read')[0]).toMatchObject({ from: 2 })
    }
  })

  it('are none when the step is missing or only in a comment', () => {
    expect(lit('', 'read')).toEqual([])
    expect(lit('await pause(2000)', 'read')).toEqual([])
    expect(lit("// then step('read', seen)\n/* step('read') */", 'read')).toEqual([])
    expect(lit("const url = 'https://x' /* not a comment: // */; await step('read')", 'read')).toHaveLength(1)
  })

  it('do not reach back past another step or out of the function', () => {
    const source = [
      'const help = (map) => map.get(1)',
      'export default { async update(account, tx, step) {',
      "  await step('backoff')",
      "  await step('read')",
      '} }',
    ].join('\n')
    expect(lit(source, 'backoff')).toEqual(["await step('backoff')"])
    expect(lit(source, 'read')).toEqual(["await step('read')"])
  })

  it('are those of every such step when there are several', () => {
    const source = "await account.get()\nawait step('read')\nawait account.get()\nawait step('read')"
    expect(litLines(source, 'read')).toEqual([
      { from: 1, to: 2 },
      { from: 3, to: 4 },
    ])
  })
})
