import { sameWrite } from '../../shared/forgotten.ts'
import { Entry } from '../../shared/journal.ts'
import { type AccountKeys, SEGMENT, segmentOf } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'

/** The entries after version `after`, oldest first, up to the end of its segment or what is no entry. */
export async function readJournal(wire: Wire, keys: AccountKeys, after: number): Promise<Entry[]> {
  const entries = (await textsAfter(wire, keys, after)).map(parsed)
  const broken = entries.indexOf(undefined)
  return (broken === -1 ? entries : entries.slice(0, broken)) as Entry[]
}

/**
 * Compares what the journal has after version `after`, up to the end of its segment, with what is held: `other`, or how
 * many there are. An entry that is only compared need not be checked, which is most of the work of reading it.
 */
export async function compareJournal(
  wire: Wire,
  keys: AccountKeys,
  after: number,
  held: (version: number) => Entry | undefined,
): Promise<'other' | number> {
  const texts = await textsAfter(wire, keys, after)
  for (const [i, text] of texts.entries()) {
    const known = held(after + 1 + i)
    const found = known && json(text)
    if (known && found === undefined) return i
    if (known && !sameWrite(known, found as Entry)) return 'other'
  }
  return texts.length
}

async function textsAfter(wire: Wire, keys: AccountKeys, after: number): Promise<string[]> {
  const segment = segmentOf(after + 1)
  const from = String(after - segment * SEGMENT)
  return (await wire.command(['LRANGE', keys.journal(segment), from, '-1'])) as string[]
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
  const { data } = Entry.safeParse(json(text))
  return data && data.parent < data.version ? data : undefined
}

/** `undefined` for what is none, and for what is no object. */
function json(text: string): object | undefined {
  try {
    const found: unknown = JSON.parse(text)
    return typeof found === 'object' && found !== null ? found : undefined
  } catch {
    return undefined
  }
}
