import { describe, expect, it } from 'vitest'
import { FORMAT_NAMES, type HistoryFormatName } from '../../shared/history/history-formats.ts'
import { linesOf } from '../../shared/history/lines.ts'
import { type History, type Operation, operationsOf } from '../../shared/history/operation.ts'
import { pairsOf, readHistory } from '../support/jepsen-history.ts'
import { doubtful, entry, lesson, unapplied } from './operations.ts'

const text = (history: History, format: HistoryFormatName): string => [...linesOf(history, format)].join('')
const lines = (operations: Operation[], format: HistoryFormatName): string[] =>
  text({ opening: 100, operations }, format).trimEnd().split('\n')

describe('the file for Elle', () => {
  it('has each write as a transaction on versions, the opening balance first', () => {
    expect(lines(lesson, 'elle')).toEqual([
      '{:index 0, :time 0, :type :invoke, :process 0, :f :txn, :value [[:w :acct 1]], :name "opening 100"}',
      '{:index 1, :time 0, :type :ok, :process 0, :f :txn, :value [[:w :acct 1]], :name "opening 100", :balance [nil 100]}',
      '{:index 2, :time 1000000, :type :invoke, :process 0, :f :txn, :value [[:r :acct nil] [:w :acct 2]], :name "deposit +50"}',
      '{:index 3, :time 2000000, :type :invoke, :process 1, :f :txn, :value [[:r :acct nil] [:w :acct 3]], :name "withdrawal -150"}',
      '{:index 4, :time 53000000, :type :ok, :process 0, :f :txn, :value [[:r :acct 1] [:w :acct 2]], :name "deposit +50", :balance [100 150]}',
      '{:index 5, :time 61000000, :type :ok, :process 1, :f :txn, :value [[:r :acct 1] [:w :acct 3]], :name "withdrawal -150", :balance [100 -50]}',
    ])
  })

  it('has `:fail` for a transaction without effect, `:info` for one in doubt, and each value only once', () => {
    const operations = [...operationsOf([], [unapplied(1), unapplied(2, { tx: 'u2' })]), doubtful]
    const told = pairsOf(readHistory(linesOf({ opening: 100, operations }, 'elle')))
    expect(told.map(({ completion }) => [completion.type, completion.value])).toEqual([
      [':ok', [[':w', ':acct', 1]]],
      [
        ':fail',
        [
          [':r', ':acct', null],
          [':w', ':acct', -1],
        ],
      ],
      [
        ':fail',
        [
          [':r', ':acct', null],
          [':w', ':acct', -2],
        ],
      ],
      [
        ':info',
        [
          [':r', ':acct', null],
          [':w', ':acct', -3],
        ],
      ],
    ])
  })

  it('has a write on nothing as a write from the opening balance, marked with `:basis :nothing`', () => {
    const operations = operationsOf([
      entry(1, 0, 50, 100),
      entry(2, 0, 7, 150, { basis: 'nothing', wrote: 107 }),
    ])
    const ends = lines(operations, 'elle').filter((line) => line.includes(':ok') && line.includes('ana +7'))
    expect(ends).toEqual([
      '{:index 5, :time 3000000, :type :ok, :process 0, :f :txn, :value [[:r :acct 1] [:w :acct 3]], :name "ana +7", :balance [nil 107], :basis :nothing}',
    ])
  })

  it('escapes a nickname that contains quotes and EDN', () => {
    const nickname = 'a" :type :fail\\'
    const [told] = operationsOf([entry(1, 0, 1, 100)], [], () => nickname)
    const ops = readHistory(linesOf({ opening: 100, operations: [told as Operation] }, 'elle'))
    expect(ops.map(({ type, name }) => [type, name]).slice(2)).toEqual([
      [':invoke', `${nickname} +1`],
      [':ok', `${nickname} +1`],
    ])
  })
})

describe('the file for Knossos', () => {
  it('has each read-modify-write as a :cas, after a :write of the opening balance', () => {
    const ops = readHistory(linesOf({ opening: 100, operations: lesson }, 'cas-register'))
    expect(ops.map(({ type, f, value }) => [type, f, value])).toEqual([
      [':invoke', ':write', 100],
      [':ok', ':write', 100],
      [':invoke', ':cas', [100, 150]],
      [':invoke', ':cas', [100, -50]],
      [':ok', ':cas', [100, 150]],
      [':ok', ':cas', [100, -50]],
    ])
  })

  it('has a write from outside as one :write, however many entries read it', () => {
    const operations = operationsOf([entry(1, 0, 1, 100), entry(2, 1, 5, 7), entry(3, 1, 5, 7)])
    const ops = readHistory(linesOf({ opening: 100, operations }, 'cas-register'))
    const outside = ops.filter(({ name }) => name === 'outside -94')
    expect(outside.map(({ type, f, value }) => [type, f, value])).toEqual([
      [':invoke', ':write', 7],
      [':ok', ':write', 7],
    ])
  })
})

describe('the file for Porcupine', () => {
  it('has deposits that answer a balance, first a deposit of 0 for the opening balance', () => {
    expect(lines([...lesson, ...operationsOf([], [unapplied(1070)])], 'porcupine')).toEqual([
      '{"client":0,"f":"deposit","amount":0,"ok":true,"balance":100,"call":0,"return":0}',
      '{"client":0,"f":"deposit","amount":50,"ok":true,"balance":150,"call":1,"return":53}',
      '{"client":1,"f":"deposit","amount":-150,"ok":true,"balance":-50,"call":2,"return":61}',
      '{"client":0,"f":"deposit","amount":-150,"ok":false,"call":71,"return":71}',
    ])
  })

  it('lets a transaction in doubt take effect until the end', () => {
    const told = lines([doubtful, ...lesson], 'porcupine').map((line) => JSON.parse(line))
    expect(told.find(({ unknown }) => unknown)).toEqual({
      ...{ client: 2, f: 'deposit', amount: 7, ok: false, unknown: true, call: 6, return: 61 },
    })
  })
})

/** Operations that together have every field. */
const particular = operationsOf(
  [
    entry(1, 0, 1, 100, { basis: 'met', noOverdraft: true }),
    entry(2, 1, 5, 101, { basis: 'met', wrote: 201, either: 0 }),
    entry(3, 2, -5, 201, { basis: 'met', reverses: 2, tx: 't2' }),
    entry(4, 0, 50, 196, { basis: 'nothing', wrote: 500 }),
    entry(5, 4, 50, 500, { basis: 'met', again: true }),
    entry(6, 5, 50, 550, { basis: undefined, wrote: 551 }),
  ],
  [unapplied(1070, { fromVersion: 2, toVersion: 3, noOverdraft: true }), unapplied(1080)],
  () => 'ana',
)

describe('the JSON lines', () => {
  const told = lines(particular, 'jsonl').map((line) => JSON.parse(line))

  it('have the effect of each write; a write on nothing counts from the opening balance', () => {
    expect(told.map(({ amount, effect, basis }) => [amount, effect, basis])).toEqual([
      [1, 1, 'met'],
      [5, 100, 'met'],
      [-5, -5, 'met'],
      [50, 400, 'nothing'],
      [50, 50, 'met'],
      [50, undefined, undefined],
      [-150, undefined, undefined],
      [-150, undefined, undefined],
    ])
    expect(told[3]).toMatchObject({ seen: 196, seenVersion: 0, wrote: 500 })
  })

  it('mark the records of an older version as old, without newer fields', () => {
    expect(told.flatMap(({ old }, i) => (old ? [i] : []))).toEqual([5, 7])
    expect(Object.keys(told[5])).toEqual(
      'id player nickname amount outcome seen seenVersion wrote wroteVersion old call return'.split(' '),
    )
  })

  it('say which writes are lost: those that the last balance was not built on', () => {
    expect(told.map(({ wroteVersion, lost }) => [wroteVersion, lost])).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, undefined],
      [5, undefined],
      [6, undefined],
      [undefined, undefined],
      [undefined, undefined],
    ])
  })

  it('have the versions and the rule by which a refusal is judged', () => {
    expect(told[6]).toMatchObject({ fromVersion: 2, toVersion: 3, noOverdraft: true })
  })
})

describe('the CSV table', () => {
  const named = (nickname: string) => operationsOf([entry(1, 0, -5, 100)], [], () => nickname)
  const row = (nickname: string) =>
    text({ opening: 100, operations: named(nickname) }, 'csv').split('\r\n')[1]

  it('has a header, and a line for each operation with the same values as the JSON lines', () => {
    const operations = [...lesson, ...particular]
    const [header = '', ...rows] = text({ opening: 100, operations }, 'csv').trimEnd().split('\r\n')
    const told = rows.map((line) => {
      const cells = line.split(',')
      return Object.fromEntries(header.split(',').flatMap((name, i) => (cells[i] ? [[name, cells[i]]] : [])))
    })
    const json = lines(operations, 'jsonl').map((line) => JSON.parse(line) as Record<string, unknown>)
    const texts = json.map((one) =>
      Object.fromEntries(Object.entries(one).map(([name, value]) => [name, String(value)])),
    )
    expect(told).toEqual(texts)
    for (const name of header.split(',')) expect(json.some((one) => name in one)).toBe(true)
  })

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['=A1,"x"', `"'=A1,""x"""`],
  ])('writes the nickname %j as %j, which no spreadsheet runs or splits', (nickname, cell) => {
    expect(row(nickname)).toBe(`t1,ana,${cell},-5,applied,,100,0,95,1,,1000,1001,-5,,read,,,,,,`)
  })
})

it.each(FORMAT_NAMES)('an account without writes can be written as %s', (format) => {
  const all = [...linesOf({ opening: 100, operations: [] }, format)]
  expect(all).toHaveLength({ jsonl: 0, csv: 1, elle: 2, 'cas-register': 2, porcupine: 1 }[format])
})
