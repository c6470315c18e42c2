import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The slow test files, slowest first. All other files are short enough to fill the end. */
export const LONG = [
  'prove/odd',
  'prove/even',
  'prove/copies',
  'prove/extra-read',
  'strategies/claims',
  'processes/ending',
  'processes/processes',
  'explorer/waiting',
  'browser/explore',
  'redis/faults',
  'prove/sample',
  'strategies/contract',
  'browser/matrix',
  'browser/truth',
  'room/room',
  'deployment/haproxy',
  'deployment/whole',
  'own-strategies/own-strategies',
  'browser/explore-looks',
  'cli/failover/forgotten',
  'browser/lesson',
  'nodes/register',
  'own-strategies/watching',
  'browser/nodes',
  'browser/every-page',
  'browser/code',
  'redis/cluster/contract',
  'room/witnessed',
  'own-strategies/ours-hosted',
  'room/old-records',
  'redis/cluster/wire',
  'prove/copies',
  'redis/sentinel',
  'own-strategies/harm',
  'room/truth',
  'cli/failover/command',
  'explorer/known-answers',
  'explorer/search',
  'room/meddling',
]

/** Starts slow files first, so that none runs alone at the end, even on a machine that has not measured them yet. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => new RegExp(`/test/${name}\\.(test|prove)\\.ts$`).test(moduleId))
      return at < 0 ? LONG.length : at
    }
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => place(a) - place(b))
  }
}
