import { describe, expect, it } from 'vitest'
import {
  type Answer,
  answered,
  type Diagnosis,
  NO_DIAGNOSIS,
  tryFailed,
} from '../../../client/connection/diagnosis.ts'

const WELL: Answer = { is: 'well' }
const AWAY: Answer = { is: 'unreachable' }
const PORTAL: Answer = { is: 'other-page' }
const FULL: Answer = { is: 'refused', code: 'server-full', message: 'full' }
const UNCLEAR: Answer = { is: 'unclear' }

/** What happens to a page, in order; a failed try began after the answer before it unless it is `early`. */
type Event = Answer | 'failed' | 'failed early'

function causeAfter(...events: Event[]): Diagnosis['cause'] {
  let diagnosis = NO_DIAGNOSIS
  for (const event of events) {
    if (typeof event === 'object') diagnosis = answered(diagnosis, event)
    else diagnosis = tryFailed(diagnosis, event === 'failed' && diagnosis.well)
  }
  return diagnosis.cause
}

describe('the network is blamed', () => {
  it('for a try that failed between two answers that all is well', () => {
    expect(causeAfter('failed', WELL, 'failed', WELL)).toEqual({ is: 'blocked' })
  })

  it('for as long as the answers are such', () => {
    expect(causeAfter('failed', WELL, 'failed', WELL, 'failed', WELL, 'failed')).toEqual({ is: 'blocked' })
    expect(causeAfter('failed', WELL, 'failed', WELL, 'failed', UNCLEAR)).toEqual({ is: 'blocked' })
  })
})

describe('the network is not blamed', () => {
  it.each<[string, Event[], string]>([
    ['before the server has answered', ['failed', 'failed', 'failed'], 'unknown'],
    ['before one more try has failed', ['failed', WELL], 'unknown'],
    ['for a try that began before the answer', ['failed', WELL, 'failed early', WELL], 'unknown'],
    ['when a restarting server does not answer', ['failed', AWAY, 'failed', AWAY], 'unreachable'],
    ['when the server was away before the try', ['failed', AWAY, 'failed', WELL], 'unknown'],
    ['when the server is away after the try', ['failed', WELL, 'failed', AWAY], 'unreachable'],
    ['when a portal answers', ['failed', PORTAL, 'failed', PORTAL], 'other-page'],
    ['when a portal answers from now on', ['failed', WELL, 'failed', WELL, 'failed', PORTAL], 'other-page'],
    ['when the server refuses', ['failed', FULL, 'failed', FULL], 'refused'],
    ['when the server has begun to refuse', ['failed', WELL, 'failed', FULL], 'refused'],
    ['when the server refused just now', ['failed', FULL, 'failed', WELL], 'unknown'],
    ['for answers that tell nothing', ['failed', UNCLEAR, 'failed', UNCLEAR], 'unknown'],
  ])('%s', (_, events, cause) => {
    expect(causeAfter(...events).is).toBe(cause)
  })
})
