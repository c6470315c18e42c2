import type { ClassView, Lead } from '../../shared/rounds/class-messages.ts'
import type { Phase } from '../../shared/rounds/phases.ts'
import type { RoundRecord } from '../../shared/rounds/round-record.ts'
import type { TestClient } from './player.ts'

/** What the client was told last of its class. */
export const lastClass = (client: TestClient): ClassView | undefined =>
  client.log.findLast((message) => message.type === 'class')

/** Resolves when what the client was told last fits. */
export const classed = (
  client: TestClient,
  fits: (view: ClassView) => boolean,
  what = 'the class',
): Promise<ClassView> =>
  client.until(() => {
    const last = lastClass(client)
    return last && fits(last) && last
  }, what)

export const inPhase = (client: TestClient, phase: Phase): Promise<ClassView> =>
  classed(client, (view) => view.phase === phase, `the phase ${phase}`)

/** The host asks for an event of the present phase. */
export function lead(host: TestClient, event: Lead['event'], more: Partial<Lead> = {}): void {
  host.send({ type: 'lead', number: lastClass(host)?.number ?? 0, event, ...more })
}

/** The host leads the class from one phase into another. */
export async function led(
  host: TestClient,
  event: Lead['event'],
  to: Phase,
  more: Partial<Lead> = {},
): Promise<ClassView> {
  const before = lastClass(host)?.number ?? 0
  lead(host, event, more)
  return classed(host, (view) => view.phase === to && view.number > before, `${event}, then ${to}`)
}

/** The record of a round as soon as the client has it. */
export const recordOf = async (client: TestClient, round: number): Promise<RoundRecord> =>
  (await client.next('round-over', ({ record }) => record.round === round)).record

/** The epoch that the client was told last. */
export const epochOf = (client: TestClient): number => {
  const last = client.log.findLast((message) => message.type === 'frame' || message.type === 'snapshot')
  return last?.epoch ?? 0
}
