import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take long, longest first. What stands behind them is short enough to fill up the end. */
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

/** So that no long file runs alone at the end, on a machine that has not yet seen how long they take, too. */
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
