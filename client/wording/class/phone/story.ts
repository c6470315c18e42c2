import { capitalised } from '../../../../shared/money.ts'
import type { Story } from '../../../../shared/rounds/round-record.ts'
import type { OwnPhase, OwnTransaction } from '../../../store/own-transactions.ts'
import type { Headline } from './headline.ts'
import type { PhoneTexts } from './texts.ts'

/** One player's story of a round in words. */
export interface StoryText {
  headline: Headline
  /** `loss`: money of this player is missing. */
  tone: 'loss' | 'fine' | 'plain'
  text: string
  /** Why it came so; '' when that goes without saying. */
  cause: string
}

type Lost = Extract<Story, { kind: 'lost' | 'erased' }>

/**
 * `nameOf` names another player as in the middle of a sentence. `own`: what this page knows of the player's
 * transactions in the round. A transaction at its very end may be undecided when the record is made, which then says
 * that there was none.
 */
export function storyText(
  texts: PhoneTexts,
  story: Story,
  me: string,
  nameOf: (player: string) => string,
  own: readonly Pick<OwnTransaction, 'phase'>[] = [],
): StoryText {
  switch (story.kind) {
    case 'lost': {
      const { amount } = story.lost
      return {
        headline: texts.lostHead(amount),
        tone: 'loss',
        text: texts.lostText(amount),
        cause: lostCause(texts, story, me, nameOf),
      }
    }
    case 'erased': {
      const { lost, by } = story
      const name = nameOf(lost.player)
      return {
        headline: texts.erasedHeadOf(name),
        tone: 'plain',
        text: '',
        cause: texts.erasedText(name, lost.amount, by.seen, lost.wrote, by.wrote),
      }
    }
    case 'kept': {
      const { amount, seen, wrote } = story.entry
      return {
        headline: texts.keptHead(amount),
        tone: 'fine',
        text: texts.keptText,
        cause: texts.keptNumbers(seen, wrote),
      }
    }
    case 'forgotten':
      return {
        headline: texts.lostHead(story.amount),
        tone: 'loss',
        text: texts.lostText(story.amount),
        cause: texts.lostToFailover,
      }
    case 'unapplied':
      return unappliedStory(texts, story.unapplied.why)
    case 'absent': {
      const why = own.map(({ phase }) => whyLate(phase)).find((one) => one !== undefined)
      if (why !== undefined) return unappliedStory(texts, why)
      return { headline: texts.absentHead, tone: 'plain', text: texts.absentText, cause: '' }
    }
  }
}

function unappliedStory(texts: PhoneTexts, why: string): StoryText {
  const reasons: Readonly<Record<string, string>> = texts.unappliedText
  return {
    headline: texts.unappliedHead,
    tone: 'plain',
    text: reasons[why] ?? texts.unappliedText.other,
    cause: '',
  }
}

/** Why a transaction is not in the record although its button was pressed: an account that is closed takes none. */
function whyLate(phase: OwnPhase): string | undefined {
  switch (phase.is) {
    case 'sent':
    case 'checking':
      return 'round-over'
    case 'unapplied':
      return phase.receipt.why
    case 'refused':
      return 'other'
    default:
      return undefined
  }
}

/** The read behind the loss, told to the player who lost. */
function lostCause(
  texts: PhoneTexts,
  { lost, by }: Lost,
  me: string,
  nameOf: (player: string) => string,
): string {
  const who = capitalised(nameOf(by.player))
  if (by.basis === 'nothing') return texts.lostToBlind(who, by.wrote)
  if (by.player === me) return texts.lostToSelf(by.seen, lost.wrote, by.wrote)
  // The other write built on a later version of another branch, and on no older balance.
  if (by.parent >= lost.version) return texts.lostToBranch(who, by.seen, by.wrote)
  return texts.lostTo(who, by.seen, lost.wrote, by.wrote)
}
