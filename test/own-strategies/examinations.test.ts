import { afterEach, describe, expect, it } from 'vitest'
import type { StrategyExaminer } from '../../server/own-strategies/examinations.ts'
import type { Finding } from '../../shared/strategy-card.ts'
import { NAIVE, openTestOwnStrategies, type TestOwnStrategies } from '../support/own-strategies.ts'

/** An explorer whose findings the test sends. */
function createTestExplorer() {
  const begun: string[] = []
  const running = new Map<string, (next: Finding | Error | 'end') => void>()
  const waiting = new Set<() => void>()

  const examine: StrategyExaminer['examine'] = async function* ({ id }, signal) {
    const sent: (Finding | Error | 'end')[] = []
    let wake = (): void => {}
    signal.addEventListener('abort', () => wake())
    running.set(id, (next) => {
      sent.push(next)
      wake()
    })
    begun.push(id)
    for (const check of [...waiting]) check()
    try {
      while (!signal.aborted) {
        const next = sent.shift()
        if (next === 'end') return
        if (next instanceof Error) throw next
        if (next) yield next
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    } finally {
      running.delete(id)
    }
  }
  return {
    begun,
    running,
    examine: {
      examine,
      untried: () => ['not tried'],
      remarks: () => [],
    } satisfies StrategyExaminer,
    /** Resolves when that many examinations have begun. */
    began: (count: number) =>
      new Promise<void>((resolve) => {
        const check = (): void => {
          if (begun.length < count) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
    tell(id: string, next: Finding | Error | 'end'): void {
      const sendTo = running.get(id)
      if (!sendTo) throw new Error(`${id} is not being examined`)
      sendTo(next)
    },
  }
}

const finding = (count: number): Finding => ({
  ...{ anomaly: 'lost-update', place: 'oneNode', found: count > 0 ? 'possible' : 'never' },
  ...{ count, schedules: 6, complete: true, query: 'strategy=mine' },
})

describe('the examination of an own strategy', () => {
  let ownStrategies: TestOwnStrategies
  async function open(...ids: string[]) {
    const explorer = createTestExplorer()
    const files = ids.map((id) => [`${id}.ts`, NAIVE])
    ownStrategies = await openTestOwnStrategies(Object.fromEntries(files), explorer.examine)
    return explorer
  }
  afterEach(() => ownStrategies.close())

  it('adds each finding to the card at once', async () => {
    const { tell, began } = await open('mine')
    await began(1)
    tell('mine', finding(4))
    await ownStrategies.until('mine', ({ card }) => card.findings?.length === 1)
    tell('mine', finding(0))
    const { card } = await ownStrategies.until('mine', ({ card }) => card.findings?.length === 2)
    expect(card.findings).toEqual([finding(4), finding(0)])
  })

  it('runs one at a time, and never for a built-in strategy', async () => {
    const { tell, began, begun } = await open('one', 'two')
    await began(1)
    const [first = ''] = begun
    tell(first, 'end')
    await began(2)
    expect([...begun].sort()).toEqual(['one', 'two'])
    expect(first).not.toBe(begun[1])
  })

  it('starts again without its findings when the file is saved', async () => {
    const { tell, began, begun } = await open('mine')
    await began(1)
    tell('mine', finding(4))
    await ownStrategies.until('mine', ({ card }) => card.findings?.length === 1)
    await ownStrategies.folder.put('mine.ts', `${NAIVE}// saved again\n`)
    const { card } = await ownStrategies.until('mine', ({ card }) => card.source !== NAIVE)
    expect(card.findings).toBeUndefined()
    await began(2)
    tell('mine', finding(0))
    await ownStrategies.until('mine', ({ card }) => card.findings?.[0]?.count === 0)
    expect(begun).toEqual(['mine', 'mine'])
  })

  it('stops when its file is removed, and the next one begins', async () => {
    const { began, running } = await open('one', 'two')
    await began(1)
    const [first = ''] = running.keys()
    await ownStrategies.folder.remove(`${first}.ts`)
    await began(2)
    expect(running.has(first)).toBe(false)
  })

  it('that fails shows the reason on the card, keeps its findings, and leaves the strategy usable', async () => {
    const { tell, began } = await open('mine')
    await began(1)
    tell('mine', finding(4))
    tell('mine', new Error('It is not the same each time.'))
    const { card } = await ownStrategies.until('mine', ({ card }) => card.unproven !== undefined)
    expect(card).toMatchObject({ unproven: 'It is not the same each time.', findings: [finding(4)] })
    expect(card.problem).toBeUndefined()
  })
})
