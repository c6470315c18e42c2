import { describe, expect, it } from 'vitest'
import type { OwnPhase } from '../../../client/store/own-transactions.ts'
import { storyText } from '../../../client/wording/class/phone/story.ts'
import { PHONE } from '../../../client/wording/class/phone/words.ts'
import type { Entry } from '../../../shared/journal.ts'

const entry = (version: number, player: string, amount: number, more: Partial<Entry> = {}): Entry => ({
  ...{ version, parent: 0, tx: `t${version}`, player, amount, seen: 100, wrote: 100 + amount },
  ...{ attempts: 1, node: 'A', readAt: 0, wroteAt: version, expected: 0, ...more },
})
const tell = (story: Parameters<typeof storyText>[1], language: 'en' | 'de' = 'en') =>
  storyText(PHONE[language], story, 'me', (player) => player)

describe('the story of a player', () => {
  const lost = entry(1, 'me', -150)

  it('names the stale read of the write that overwrote theirs', () => {
    const { headline, tone, text, cause } = tell({ kind: 'lost', lost, by: entry(2, 'Ana', 50) })
    expect(`${headline.before} ${headline.strong}${headline.after}`).toBe('Your withdrawal is forgotten.')
    expect(tone).toBe('loss')
    expect(text).toBe('You took out $150, and the bank does not know it.')
    expect(cause).toContain('Ana had read $100 before you wrote −$50, and wrote $150 over it.')
  })

  it('does not blame an older read when the other write built on a branch without theirs', () => {
    const by = entry(3, 'Ana', 50, { parent: 2, seen: 110, wrote: 160 })
    expect(tell({ kind: 'lost', lost, by }).cause).toBe(
      'Ana had read $110, where yours was missing already, and wrote $160 over it.',
    )
  })

  it('says so when it was another one of their own, or a write that had read nothing', () => {
    expect(tell({ kind: 'lost', lost, by: entry(2, 'me', 50) }).cause).toMatch(
      /^Another one of yours had read/,
    )
    const blind = entry(2, 'Ana', 50, { basis: 'nothing' })
    expect(tell({ kind: 'lost', lost, by: blind }).cause).toMatch(/^Ana had read nothing at all/)
  })

  it('does not say that no button was pressed when one was, and the transaction was not decided in time', () => {
    const told = (phase: OwnPhase, language: 'en' | 'de' = 'en') => {
      const { headline, text } = storyText(PHONE[language], { kind: 'absent' }, 'me', String, [{ phase }])
      return `${headline.before} ${headline.strong}${headline.after} ${text}`
    }
    const late = 'Nothing of yours was booked. It came too late: the round was over.'
    expect(told({ is: 'sent' })).toBe(late)
    expect(told({ is: 'checking' })).toBe(late)
    const receipt = { outcome: 'failed', why: 'round-over', attempts: 1, conflicts: 0 } as const
    expect(told({ is: 'unapplied', receipt } as OwnPhase)).toBe(late)
    expect(told({ is: 'refused', message: 'No.' })).toMatch(/^Nothing of yours was booked\. It did not go/)
    expect(told({ is: 'sent' }, 'de')).toBe(
      'Von dir wurde nichts gebucht. Sie kam zu spät: die Runde war vorbei.',
    )
    expect(tell({ kind: 'absent' }).headline.before).toBe('You did not press a button')
  })

  it('is told in German, too, whatever became of it', () => {
    const by = entry(2, 'Ana', 50)
    for (const story of [
      { kind: 'lost', lost, by },
      { kind: 'erased', lost: { ...lost, player: 'Kim' }, by: { ...by, player: 'me' } },
      { kind: 'kept', entry: by },
      { kind: 'forgotten', tx: 't', amount: 50 },
      { kind: 'absent' },
    ] as const) {
      const english = tell(story)
      const german = tell(story, 'de')
      expect(german.headline).not.toEqual(english.headline)
      expect(german.tone).toBe(english.tone)
    }
  })
})
