import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The slow test files, slowest first. All other files are short enough to fill the end. */
export const LONG = [
  'strategies/claims',
  'browser/explore-looks',
  'browser/explore',
  'browser/lesson',
  'prove/sample',
  'explorer/known-answers',
  'strategies/contract',
  'browser/nodes',
  'browser/every-page',
  'browser/matrix',
  'processes/ending',
  'processes/processes',
  'browser/code',
  'room/room',
  'own-strategies/own-strategies',
  'own-strategies/ours-hosted',
  'redis/faults',
  'nodes/register',
  'room/players',
  'cli/demo/demo',
]

/** Starts slow files first, so that none runs alone at the end, even on a machine that has not measured them yet. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`))
      return at < 0 ? LONG.length : at
    }
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => place(a) - place(b))
  }
}
