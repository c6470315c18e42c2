import { sameWrite } from '../../shared/forgotten.ts'
import { Entry } from '../../shared/journal.ts'
import { type AccountKeys, SEGMENT, segmentOf } from '../redis/keys.ts'
import type { Wire } from '../redis/wire.ts'

/** Reads the entries after version `after`, oldest first, up to the end of the segment or the first invalid entry. */
export async function readJournal(wire: Wire, keys: AccountKeys, after: number): Promise<Entry[]> {
  const entries = (await textsAfter(wire, keys, after)).map(parsed)
  const broken = entries.indexOf(undefined)
  return (broken === -1 ? entries : entries.slice(0, broken)) as Entry[]
}

/**
 * Compares the journal after version `after`, up to the end of the segment, with the entries held here. Answers `other`
 * when one differs, else how many the journal has. Validation is skipped: it is most of the work of reading an entry.
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

/** Reads all entries up to the first invalid one. An entry that is written meanwhile may be missing. */
export async function readWholeJournal(wire: Wire, keys: AccountKeys): Promise<Entry[]> {
  const journal: Entry[] = []
  for (;;) {
    const more = await readJournal(wire, keys, journal.length)
    if (more.length === 0) return journal
    for (const entry of more) journal.push(entry)
  }
}

/** `undefined` if the text is not a valid entry: anyone with a `redis-cli` may write here. */
function parsed(text: string): Entry | undefined {
  const { data } = Entry.safeParse(json(text))
  return data && data.parent < data.version ? data : undefined
}

/** `undefined` if the text is not the JSON of an object. */
function json(text: string): object | undefined {
  try {
    const found: unknown = JSON.parse(text)
    return typeof found === 'object' && found !== null ? found : undefined
  } catch {
    return undefined
  }
}
