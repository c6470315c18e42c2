import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import { isAsking, type Phase, phaseAfter } from '../../../../shared/rounds/phases.ts'
import type { WallAct, WallTexts } from '../../../wording/class/wall/texts.ts'

/** Something that the host can do from the projector. */
export interface Act {
  act: WallAct
  /** What is written on its key; '' when it has none. */
  key: string
  label: string
}

/** What the table is asked with: whether an event has a place in a phase does not depend on the plan. */
const ANY_PLAN = { question: false, talk: false, more: false, nextQuestion: false, transfer: false }

/** Phases in which the strategy's file may be shown: before, it would hint at the answer. */
const CODED: readonly Phase[] = ['running', 'settling', 'reveal']

const takes = (phase: Phase, event: 'next' | 'again'): boolean =>
  phaseAfter(phase, event, ANY_PLAN) !== undefined

/** What the host can do now, most likely first. While the room is paused, only going on is offered. */
export function actsOf(view: ClassView, words: WallTexts): Act[] {
  const { phase, deadline, left } = view
  const { acts: labels, keys } = words
  if (left !== undefined) return [{ act: 'resume', key: 'P', label: labels.resume }]
  const acts: Act[] = []
  if (takes(phase, 'next')) acts.push({ act: 'next', key: keys.space, label: nextLabel(view, words) })
  if (phase === 'over') acts.push({ act: 'lobby', key: keys.space, label: words.lobby })
  if (phase === 'lobby') acts.push({ act: 'lessons', key: 'L', label: labels.lessons })
  if (takes(phase, 'again')) acts.push({ act: 'again', key: 'R', label: labels.again })
  if (phase === 'podium') acts.push({ act: 'end', key: '', label: words.end })
  if (deadline !== undefined && (isAsking(phase) || phase === 'running')) {
    acts.push(
      { act: 'pause', key: 'P', label: labels.pause },
      { act: 'extend', key: 'E', label: labels.extend },
    )
  }
  if (CODED.includes(phase)) acts.push({ act: 'code', key: 'C', label: labels.code })
  return acts
}

function nextLabel({ phase, lesson, round }: ClassView, words: WallTexts): string {
  if (phase === 'free' || phase === 'settling' || phase === 'over') return ''
  if (phase !== 'reveal') return words.next[phase]
  if (!lesson) return words.next.learnt
  return lesson.step + 1 < lesson.steps ? words.nextRound(round + 1) : words.next.reveal
}

const KEYS: Record<string, readonly WallAct[]> = {
  ' ': ['next', 'resume', 'lobby'],
  enter: ['next', 'resume', 'lobby'],
  // What the button "forward" of a presenter sends.
  pagedown: ['next', 'resume', 'lobby'],
  r: ['again'],
  p: ['pause', 'resume'],
  e: ['extend'],
  c: ['code'],
  l: ['lessons'],
}

/** The act of a key that was pressed, if the page offers it now. */
export function actOfKey(key: string, acts: readonly Act[]): WallAct | undefined {
  const wanted = KEYS[key.toLowerCase()]
  return acts.find(({ act }) => wanted?.includes(act))?.act
}

const SHORTCUTS: Record<WallAct, string | undefined> = {
  ...{ next: 'Space', lobby: 'Space', again: 'R', pause: 'P', resume: 'P', extend: 'E' },
  ...{ code: 'C', lessons: 'L', end: undefined },
}

/** The key of an act, as a screen reader is told of it. */
export const shortcutOf = (act: WallAct): string | undefined => SHORTCUTS[act]
