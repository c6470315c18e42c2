import { Entry } from '../../shared/journal.ts'
import { type AccountKeys, SEGMENT, segmentOf } from '../account/keys.ts'
import type { Wire } from '../account/wire.ts'

/** The entries after version `after`, oldest first, up to the end of its segment or what is no entry. */
export async function readJournal(wire: Wire, keys: AccountKeys, after: number): Promise<Entry[]> {
  const segment = segmentOf(after + 1)
  const texts = (await wire.command([
    'LRANGE',
    keys.journal(segment),
    String(after - segment * SEGMENT),
    '-1',
  ])) as string[]
  const entries = texts.map(parsed)
  const broken = entries.indexOf(undefined)
  return (broken === -1 ? entries : entries.slice(0, broken)) as Entry[]
}

/** All entries, up to what is no entry. One that is being written meanwhile may be in it or not. */
export async function readWholeJournal(wire: Wire, keys: AccountKeys): Promise<Entry[]> {
  const journal: Entry[] = []
  for (;;) {
    const more = await readJournal(wire, keys, journal.length)
    if (more.length === 0) return journal
    for (const entry of more) journal.push(entry)
  }
}

/** `undefined` for what is no entry: anyone with a `redis-cli` may write here. */
function parsed(text: string): Entry | undefined {
  try {
    const { data } = Entry.safeParse(JSON.parse(text))
    return data && data.parent < data.version ? data : undefined
  } catch {
    return undefined
  }
}

/** Versions repeat when a history is replaced by another; what was written does not. */
export const sameEntry = (one: Entry, other: Entry): boolean => JSON.stringify(one) === JSON.stringify(other)
