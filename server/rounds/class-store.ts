import { BankError } from '../../shared/errors.ts'
import type { Settings } from '../../shared/room-view.ts'
import { accountKeys, roomKeys } from '../redis/keys.ts'
import { runScript } from '../redis/run-script.ts'
import type { Wire } from '../redis/wire.ts'
import { CHANGE, HINT, TIMING, WATCH } from './change-script.ts'
import type { ClassState } from './class-state.ts'

/** The epoch that a change opens. With `meta` it is that of a round, else that of free play. */
export interface Opened {
  opening: string
  meta?: string
  round?: number
}

/** One change of the phase, as `CHANGE` does it. */
export interface Change {
  set: Partial<Record<keyof ClassState, string>>
  /** Milliseconds until the deadline; absent: there is none. */
  ms?: number | undefined
  /** It happens because the deadline has passed. */
  timeUp?: true
  open?: Opened
  /** Settings that the round changes; those of free play are kept aside. */
  settings?: Partial<Record<keyof Settings, string>>
  /** Those of free play are in force again. */
  restore?: true
  /** The round whose account takes transactions from now on, and the one whose account takes none any more. */
  start?: number
  close?: number
  /** The round whose answers are dropped. */
  drop?: number
}

export type Changed = 'done' | 'moved' | 'paused' | { early: number }

const runOn = (wire: Wire) => (command: Parameters<Wire['command']>[0]) => wire.command(command)

/** Changes the phase that `number` began. `epoch`: the room's current one. Throws `BankError` `unknown-room`. */
export async function changeClass(
  wire: Wire,
  code: string,
  number: number,
  epoch: number,
  change: Change,
): Promise<Changed> {
  const keys = roomKeys(code)
  let next = epoch + (change.open ? 1 : 0)
  for (;;) {
    const account = accountKeys(code, next)
    const told = { ...change, ...(change.open && { open: { ...change.open, epoch: next } }) }
    if (change.open?.meta) told.set = { ...change.set, epoch: String(next) }
    const [answer, detail] = (await runScript(
      runOn(wire),
      CHANGE,
      [
        ...[keys.class, keys.room, keys.rounds, account.balance, account.version, account.expected],
        ...[keys.answers(change.drop ?? 0), keys.players],
      ],
      [String(number), keys.channel, JSON.stringify(told)],
    )) as [string, number?]
    if (answer === 'gone') throw new BankError('unknown-room')
    if (answer === 'early') return { early: Number(detail) }
    if (answer !== 'epoch') return answer as Changed
    // A host has reset the account meanwhile.
    next = Number(detail) + 1
  }
}

/** Pauses, resumes or extends the phase. Throws `BankError` `moved-on`, `not-now`. */
export async function timeClass(
  wire: Wire,
  code: string,
  number: number,
  what: 'pause' | 'resume' | 'extend',
  ms = 0,
): Promise<void> {
  const keys = roomKeys(code)
  const answer = await runScript(
    runOn(wire),
    TIMING,
    [keys.class],
    [String(number), keys.channel, what, String(ms)],
  )
  if (answer === 'moved') throw new BankError('moved-on')
  if (answer === 'not-now') throw new BankError('not-now')
}

/** Says that a page is connected now. True when the phase was paused because none was for too long. */
export async function watchClass(wire: Wire, code: string): Promise<boolean> {
  const keys = roomKeys(code)
  return (await runScript(runOn(wire), WATCH, [keys.class], [keys.channel])) === 1
}

/** Throws `BankError` `moved-on`. */
export async function giveHint(wire: Wire, code: string, number: number): Promise<void> {
  const keys = roomKeys(code)
  const answer = await runScript(runOn(wire), HINT, [keys.class], [String(number), keys.channel])
  if (answer !== 'done') throw new BankError('moved-on')
}
