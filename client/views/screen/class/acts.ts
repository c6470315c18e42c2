import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import { isAsking, type Phase, phaseAfter } from '../../../../shared/rounds/phases.ts'
import type { WallAct, WallTexts } from '../../../wording/class/wall/texts.ts'

/** Something that the host can do from the projector. */
export interface Act {
  act: WallAct
  key: string
  label: string
}

/** What the table is asked with: whether an event has a place in a phase does not depend on the plan. */
const ANY_PLAN = { question: false, talk: false, more: false, nextQuestion: false, transfer: false }

const takes = (phase: Phase, event: 'next' | 'again'): boolean =>
  phaseAfter(phase, event, ANY_PLAN) !== undefined

/** What the host can do now, most likely first. While the room is paused, only going on is offered. */
export function actsOf(view: ClassView, words: WallTexts): Act[] {
  const { phase, deadline, left } = view
  const act = (act: WallAct, label: string): Act => ({ act, key: words.keys[act], label })
  if (left !== undefined) return [act('resume', words.acts.resume)]
  const acts: Act[] = []
  if (takes(phase, 'next')) acts.push(act('next', nextLabel(view, words)))
  if (takes(phase, 'again')) acts.push(act('again', words.acts.again))
  if (deadline !== undefined && (isAsking(phase) || phase === 'running')) {
    acts.push(act('pause', words.acts.pause), act('extend', words.acts.extend))
  }
  return acts
}

function nextLabel({ phase, lesson, round }: ClassView, words: WallTexts): string {
  if (phase === 'free' || phase === 'settling' || phase === 'over') return ''
  if (phase !== 'reveal') return words.next[phase]
  if (!lesson) return words.next.learnt
  return lesson.step + 1 < lesson.steps ? words.nextRound(round + 1) : words.next.reveal
}

/** The act of a key that was pressed, if the page offers it now. */
export function actOfKey(key: string, acts: readonly Act[]): WallAct | undefined {
  const wanted: Record<string, readonly WallAct[]> = {
    ' ': ['next', 'resume'],
    enter: ['next', 'resume'],
    pagedown: ['next', 'resume'],
    r: ['again'],
    p: ['pause', 'resume'],
    e: ['extend'],
  }
  return acts.find(({ act }) => wanted[key.toLowerCase()]?.includes(act))?.act
}
