import { Entry } from '../../shared/journal.ts'
import { type AccountKeys, SEGMENT, segmentOf } from '../account/keys.ts'
import type { Wire } from '../account/wire.ts'

/** The entries after version `after`, oldest first, up to the end of its segment; empty when there are none. */
export async function readJournal(wire: Wire, keys: AccountKeys, after: number): Promise<Entry[]> {
  const segment = segmentOf(after + 1)
  const texts = (await wire.command([
    'LRANGE',
    keys.journal(segment),
    String(after - segment * SEGMENT),
    '-1',
  ])) as string[]
  return texts.map((text) => Entry.parse(JSON.parse(text)))
}
