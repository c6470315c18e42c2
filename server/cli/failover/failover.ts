import { setMaxListeners } from 'node:events'
import { loadCatalogue } from '../../catalogue/catalogue.ts'
import { UsageError } from '../../terminal/parse-argv.ts'
import { STOPPED, type Surroundings } from '../../terminal/run-command.ts'
import { reportFailure } from '../on-engine.ts'
import { type DurabilityPrice, priceOf } from './durability-price.ts'
import { type FailoverOutcome, type FailoverSummary, outcomeOf } from './failover-outcome.ts'
import type { FailoverPlan } from './failover-plan.ts'
import { type FailoverFlags, parseFlags } from './flags.ts'
import { openRoomViewer } from './open-room-viewer.ts'
import { headingLines, outcomeLines, priceLines, stepLines } from './report.ts'
import { type FailoverStep, runFailover } from './run-failover.ts'
import { openFailoverStack, seatPlayers } from './scripted-room.ts'

/** Runs the whole command and closes everything. Exit code 1: the room did not name exactly the forgotten transactions. */
export async function failover(argv: readonly string[], around: Surroundings): Promise<number> {
  try {
    const catalogue = await loadCatalogue()
    const flags = parseFlags(argv, [...catalogue.keys()])
    if ('help' in flags) {
      around.stdout.write(flags.help)
      return 0
    }
    return await show(flags, around)
  } catch (error) {
    return reportFailure(error, around.stderr)
  }
}

async function show(flags: FailoverFlags, around: Surroundings): Promise<number> {
  const { strategy, players, play, hold, open, json } = flags
  setMaxListeners(0, around.stop)
  const plan: Omit<FailoverPlan, 'durable'> = {
    ...{ strategy, players, playMs: play, holdMs: hold, stop: around.stop },
    restMs: open ? WATCHED_REST_MS : 0,
    log: (error, what) => around.stderr.write(`  ${what}: ${String(error)}\n`),
  }
  const failovers: FailoverOutcome[] = []
  let redis = ''
  let price: DurabilityPrice | undefined
  for (const durable of flags.durable ? [false, true] : [false]) {
    const acted = await perform({ ...plan, durable }, flags, around)
    if (!acted) return STOPPED
    redis = acted.redis
    price = acted.price
    failovers.push(acted.outcome)
  }
  if (json) {
    const summary: FailoverSummary = {
      redis,
      strategy,
      players,
      playMs: play,
      holdMs: hold,
      failovers,
      ...(price && { price }),
    }
    around.stdout.write(`${JSON.stringify(summary)}\n`)
  } else if (price) print(around, priceLines(price))
  return failovers.every(({ exact }) => exact) ? 0 : 1
}

/** Milliseconds that a player rests between two transactions with `--open`, so that people can follow. */
const WATCHED_REST_MS = 600

const print = ({ stdout }: Surroundings, lines: readonly string[]): void => {
  for (const line of lines) stdout.write(`${line}\n`)
}

/** Runs one failover on new servers; with `durable`, first measures the price. `undefined` when it was stopped. */
async function perform(
  plan: FailoverPlan,
  { json, open }: FailoverFlags,
  around: Surroundings,
): Promise<{ redis: string; outcome: FailoverOutcome; price: DurabilityPrice | undefined } | undefined> {
  const stack = await openFailoverStack(plan)
  try {
    const { needs } = stack.bank.catalogue.get(plan.strategy)?.card ?? {}
    if (needs !== undefined) throw new UsageError(`error: ${needs}`)
    const price = plan.durable && !plan.stop.aborted ? await priceOf(stack, plan) : undefined
    const scripted = await seatPlayers(stack.bank, plan)
    const window = open ? await openRoomViewer(stack.redis.url, scripted.code, around) : undefined
    const steps: FailoverStep[] = []
    try {
      await runFailover(stack, scripted, plan, async (step) => {
        steps.push(step)
        if (json) return
        if (step.is === 'opened') print(around, headingLines(step, plan))
        else print(around, stepLines(step, plan))
        if (step.is === 'opened') await window?.enter('Press Enter to begin.')
      })
      const outcome = outcomeOf(plan.durable, steps)
      if (!outcome || plan.stop.aborted) return undefined
      if (!json) print(around, outcomeLines(outcome))
      await window?.enter('Press Enter to end it.')
      return { redis: stack.redis.name, outcome, price }
    } finally {
      await window?.close()
    }
  } finally {
    await stack.close()
  }
}
