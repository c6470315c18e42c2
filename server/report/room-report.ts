import type { Report, ReportedLesson, ReportedRound } from '../../shared/report/report.ts'
import type { Language } from '../../shared/rounds/lesson.ts'
import type { PlayerResult, RoundRecord, Spread } from '../../shared/rounds/round-record.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { Wire } from '../redis/wire.ts'
import { hostOf, loadHosts } from '../room/host-store.ts'
import { loadPlayers } from '../room/player-store.ts'
import { requireRecord } from '../room/room-follower.ts'
import { type Given, loadAnswers } from '../rounds/answers.ts'
import { type ClassState, loadClass } from '../rounds/class-state.ts'
import { questionOf, questionView } from '../rounds/lesson-view.ts'
import { loadRecords } from '../rounds/round-store.ts'

/** Whether the secret makes its sender a host of the room. Throws `BankError` `unknown-room`. */
export async function isHost(wire: Wire, code: string, secret: string): Promise<boolean> {
  await requireRecord(wire, code)
  return hostOf(await loadHosts(wire, code), secret) !== undefined
}

/** All rounds of a room that are over, from their stored records. The room need not be open on this node. */
export async function roomReport(
  wire: Wire,
  code: string,
  lessons: readonly Lesson[],
  language: Language,
): Promise<Report> {
  const [state, stored, players] = await Promise.all([
    loadClass(wire, code),
    loadRecords(wire, code),
    loadPlayers(wire, code),
  ])
  const kicked = new Set(players.filter((one) => one.state === 'kicked').map(({ id }) => id))
  const records = stored.map((record) => without(kicked, record))
  const rounds = await Promise.all(
    records.map(async (record, i): Promise<ReportedRound> => {
      const transfer = await transferOf(wire, code, state, record, { next: records[i + 1], lessons })
      return { record, ...(transfer && { transfer }) }
    }),
  )
  return reportOf(code, rounds, lessons, language)
}

/** The record without the names of these players: a host may remove a player after the round. */
function without(kicked: ReadonlySet<string>, record: RoundRecord): RoundRecord {
  const players = record.players.map(
    (one): PlayerResult => (kicked.has(one.player) ? { ...one, nickname: '', removed: true } : one),
  )
  return { ...record, players }
}

export function reportOf(
  code: string,
  rounds: readonly ReportedRound[],
  lessons: readonly Lesson[],
  language: Language,
): Report {
  const quoted = lessons.flatMap((lesson, i): [string, ReportedLesson][] => {
    const own = rounds.filter(({ record }) => record.lesson === lesson.id)
    return own.length > 0 ? [[lesson.id, quotedLesson(lesson, i + 1, language, own)]] : []
  })
  return {
    ...{ kind: 'bank-run-report', format: 1, code, language, rounds: [...rounds] },
    lessons: Object.fromEntries(quoted),
  }
}

/** Only the questions whose answers may be known after these rounds: a host may show the report to the class. */
function quotedLesson(
  lesson: Lesson,
  number: number,
  language: Language,
  rounds: readonly ReportedRound[],
): ReportedLesson {
  const { title, transfer } = lesson.texts[language]
  const over = new Set(rounds.map(({ record }) => record.step))
  const questions = lesson.rounds.map((_, step) => {
    const asked = over.has(step) ? questionOf(lesson, step, language) : undefined
    return asked ? questionView(...asked, true) : null
  })
  const answered = rounds.some((round) => round.transfer !== undefined)
  return {
    ...{ number, title, questions },
    transfer: answered && lesson.transfer && transfer ? questionView(lesson.transfer, transfer, true) : null,
  }
}

/** The answers to the transfer question after a lesson's last round, unless it is being asked now. */
async function transferOf(
  wire: Wire,
  code: string,
  { phase, round }: ClassState,
  record: RoundRecord,
  { next, lessons }: { next: RoundRecord | undefined; lessons: readonly Lesson[] },
): Promise<ReportedRound['transfer']> {
  const right = lessons.find(({ id }) => id === record.lesson)?.transfer?.right
  const goesOn = next !== undefined && next.lesson === record.lesson && next.step > record.step
  if (right === undefined || goesOn || (phase === 'transfer' && round === record.round)) return undefined
  const { transfer } = await loadAnswers(wire, code, record.round)
  const removed = new Set(record.players.filter((one) => one.removed).map(({ player }) => player))
  const spread = spreadOf([...transfer].filter(([player]) => !removed.has(player)).map(([, given]) => given))
  return Object.keys(spread).length > 0 ? { right, spread } : undefined
}

function spreadOf(answers: readonly Given[]): Spread {
  const spread: Spread = {}
  for (const given of answers) {
    if ('choice' in given) spread[given.choice] = (spread[given.choice] ?? 0) + 1
  }
  return spread
}
