import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { NODE_VERSIONS } from '../../scripts/node-versions.mjs'
import { PROJECT } from '../support/source-copy.ts'

interface Workflow {
  jobs: { test: { strategy: { matrix: { system: string[]; node: string[] } }; steps: { run?: string }[] } }
}
const workflow = parse(readFileSync(join(PROJECT, '.github/workflows/systems.yml'), 'utf8')) as Workflow
const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { scripts: object }
const { strategy, steps } = workflow.jobs.test

it('the workflow runs on Windows and macOS, with each Node that is supported', () => {
  expect(strategy.matrix.system).toEqual(expect.arrayContaining(['windows-latest', 'macos-latest']))
  expect(strategy.matrix.node).toEqual(NODE_VERSIONS)
})

it('the workflow runs only scripts and folders of tests that exist', () => {
  const commands = steps.flatMap(({ run }) => run ?? [])
  expect(commands).toContain('npm run prove -- test/installing')
  for (const command of commands) {
    const [, script = ''] = /^npm (?:run )?(\S+)/.exec(command) ?? []
    if (script !== 'ci') expect(Object.keys(scripts)).toContain(script)
    for (const [folder] of command.matchAll(/test\/\S+/g))
      expect(existsSync(join(PROJECT, folder)), folder).toBe(true)
  }
})
