import { afterAll, beforeAll, expect, it } from 'vitest'
import { demo } from '../../server/cli/demo/demo.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { openTestEngine } from '../support/engines.ts'
import { fileOf, makeFolder, type TestFolder } from '../support/own-strategies.ts'

let engine: Engine
let folder: TestFolder
beforeAll(async () => {
  engine = await openTestEngine('embedded')
  folder = await makeFolder({
    'adds-up.ts': fileOf(
      `console.log('adding', tx.amount)\nawait step('think')\nreturn account.incrBy(tx.amount)`,
    ),
    'broken.ts': 'export default 1',
  })
})
afterAll(async () => {
  await folder.clear()
  await engine.close()
})

async function ran(argv: string) {
  const out: string[] = []
  const err: string[] = []
  const into = (texts: string[]) => ({ isTTY: false, write: (text: string) => texts.push(text) > 0 })
  const around = { stdout: into(out), stderr: into(err), stop: new AbortController().signal }
  const code = await demo(`--redis ${engine.url} --delay 5 ${argv}`.split(' '), around)
  return { code, out: out.join(''), err: err.join('') }
}

it.each(['--strategies FOLDER', '--strategies=FOLDER'])('the demo runs a strategy from %s', async (flag) => {
  const strategies = flag.replace('FOLDER', folder.path)
  const { code, out, err } = await ran(`${strategies} --strategy adds-up`)
  expect(out).toMatch(/ending balance of 0\b/)
  expect(err.split('\n').sort()).toEqual(['', 'adds-up.ts: adding -150', 'adds-up.ts: adding 50'])
  expect(code).toBe(0)
})

it('the demo runs it with --bare, too', async () => {
  const { code, out } = await ran(`--strategies ${folder.path} --strategy adds-up --bare`)
  expect(out).toMatch(/ending balance of 0\b/)
  expect(code).toBe(0)
})

it('the demo names the problem of a broken strategy, and does not know it without the folder', async () => {
  const broken = await ran(`--strategies ${folder.path} --strategy broken`)
  expect(broken).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('error: broken.ts: its default'),
  })
  expect(await ran('--strategy adds-up')).toMatchObject({ code: 2, out: '' })
  const nowhere = await ran('--strategies /nowhere --strategy naive')
  expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('/nowhere, does not exist') })
})
