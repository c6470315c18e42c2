import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The slow test files, slowest first. All other files are short enough to fill the end. */
export const LONG = [
  'strategies/claims',
  'prove/sample',
  'explorer/waiting',
  'strategies/contract',
  'browser/explore',
  'redis/faults',
  'processes/ending',
  'browser/truth',
  'browser/matrix',
  'room/room',
  'deployment/whole',
  'browser/nodes',
  'bots/killed-node',
  'cli/swarm/command',
  'bots/bots',
  'deployment/haproxy',
  'cli/failover/forgotten',
  'nodes/register',
  'browser/lesson',
  'own-strategies/own-strategies',
  'prove/copies',
  'room/witnessed',
  'browser/every-page',
  'rounds/killed-nodes',
  'rounds/timing',
  'rounds/two-nodes',
  'browser/below-a-path',
  'browser/lan',
  'processes/processes',
  'redis/cluster/contract',
  'own-strategies/watching',
  'browser/code',
  'browser/explore-looks',
  'own-strategies/harm',
  'redis/sentinel',
  'redis/cluster/wire',
  'cli/demo/demo',
  'cli/failover/command',
]

/** The slow files of `npm run prove`, slowest first. */
export const LONG_PROOFS = [
  'prove/odd',
  'prove/even',
  'prove/copies',
  'prove/extra-read',
  'strategies/claims',
]

/** Starts slow files first, so that none runs alone at the end, even on a machine that has not measured them yet. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`))
      const proof = LONG_PROOFS.findIndex((name) => moduleId.endsWith(`/test/${name}.prove.ts`))
      return Math.max(at, proof) < 0 ? LONG.length : Math.max(at, proof)
    }
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => place(a) - place(b))
  }
}
