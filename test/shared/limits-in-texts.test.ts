import { describe, expect, it } from 'vitest'
import { duration } from '../../shared/duration.ts'
import { ERRORS } from '../../shared/errors.ts'
import { LIMITS } from '../../shared/limits.ts'
import { PACE } from '../../shared/pace.ts'
import { type Source, sourcesIn, textsOf } from '../support/imports.ts'

const flat = (value: object): number[] =>
  Object.values(value).flatMap((one: number | object) => (typeof one === 'object' ? flat(one) : [one]))
const NUMBERS = new Set([...flat(LIMITS), ...flat(PACE)])
const WORDS = [PACE.confirmMs, PACE.keptMs].map(duration)

/** What a source says in its own words: without comments, and `#` for what is filled in. */
const written = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\$\{[^}]*\}/g, '#')

/** Where a number stands between words, as people read it, and is one of the limits or the pace. */
const repeated = ({ path, text }: Source): string[] =>
  written(text)
    .split('\n')
    .flatMap((line) => {
      const found = [...line.matchAll(/[a-z'’`] (\d[\d,]*)(?= [a-z`]|[.:;,])/g)]
        .map(([, number = '']) => number)
        .filter((number) => NUMBERS.has(Number(number.replaceAll(',', ''))))
      const words = WORDS.filter((word) => line.includes(word))
      return [...found, ...words].map((one) => `${path} repeats ${one}: ${line.trim()}`)
    })

/** Amounts of the story, and no limits. */
const STORY = ["ana's 50 is what is missing", 'ana deposits 50']

describe('the texts', () => {
  it('of errors, messages, documentation and the page take each limit from where it is stated', () => {
    const texts = [
      ...sourcesIn(['client/wording', 'client/views', 'client/parts', 'client/board']),
      ...textsOf([
        'shared/errors.ts',
        'shared/account-view.ts',
        'shared/journal.ts',
        'shared/protocol.ts',
        'shared/rewound.ts',
        'shared/room-view.ts',
        'shared/strategy-card.ts',
        'server/docs/protocol-page.ts',
        'server/docs/protocol-prose.ts',
        'server/gateway/api-error.ts',
      ]),
    ]
    expect(texts.length).toBeGreaterThan(50)
    expect(texts.flatMap(repeated).filter((one) => !STORY.some((amount) => one.includes(amount)))).toEqual([])
  })

  it.each([
    [`message: 'The room is full: it holds ${LIMITS.players} players.'`, 1],
    [`message: 'A nickname has 1 to ${LIMITS.nickname} characters.'`, 1],
    [`about: 'Knows of the newest ${PACE.unapplied.toLocaleString('en')} of them.'`, 1],
    [`text: 'Rooms end ${duration(PACE.keptMs)} after their last use.'`, 1],
    [`/* It holds ${LIMITS.players} players. */`, 0],
    ['message: `The room is full: it holds $' + '{LIMITS.players} players.`', 0],
    [`path: 'M${LIMITS.nickname} ${LIMITS.nickname}L5 5'`, 0],
  ])('a limit that is repeated would be noticed: %s', (text, times) => {
    expect(repeated({ path: 'a.ts', text })).toHaveLength(times)
  })

  it('of errors name no number but limits', () => {
    const named = Object.entries(ERRORS).flatMap(([code, { message }]) =>
      [...message.matchAll(/\d+/g)].map(([number]) => `${code}: ${number}`),
    )
    expect(named).toEqual([
      `frame-too-large: ${LIMITS.frameBytes}`,
      `room-full: ${LIMITS.players}`,
      `too-many-hosts: ${LIMITS.hosts}`,
      `too-many-bots: ${LIMITS.players}`,
      `too-many-in-flight: ${LIMITS.inFlight}`,
    ])
  })
})
