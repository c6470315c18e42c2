import { expect, it } from 'vitest'
import { FREE } from '../../server/rounds/class-state.ts'
import { withoutRecord } from '../../server/rounds/round-end.ts'
import { PHASES } from '../../shared/rounds/phases.ts'

it('the last round lacks its record in every phase but those in which it is still on', () => {
  const missing = PHASES.filter((phase) => withoutRecord({ ...FREE, phase, round: 1 }, []).includes(1))
  expect(missing).toEqual(['free', 'lobby', 'reveal', 'transfer', 'learnt', 'podium', 'over'])
})
