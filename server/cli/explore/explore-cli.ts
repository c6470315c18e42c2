import type { Anomaly } from '../../../shared/proof/anomaly.ts'
import type { Played } from '../../../shared/proof/exploration.ts'
import type { CatalogueEntry } from '../../catalogue/catalogue.ts'
import type { Engine } from '../../engine/engine.ts'
import { explore } from '../../explorer/explore.ts'
import { runSchedule } from '../../explorer/run-schedule.ts'
import { InvalidSchedule, Unexplorable } from '../../explorer/unexplorable.ts'
import { loadWithOwn } from '../../own-strategies/load-with-own.ts'
import { connect } from '../../redis/connect.ts'
import type { Wire } from '../../redis/wire.ts'
import { UsageError } from '../../terminal/parse-argv.ts'
import { progressBar } from '../../terminal/progress-bar.ts'
import { STOPPED, type Surroundings } from '../../terminal/run-command.ts'
import { checkNeeds } from '../check-needs.ts'
import { onEngine, reportFailure } from '../on-engine.ts'
import { ownFolder } from '../own-folder.ts'
import { type ExploreFlags, parseExploreFlags } from './explore-flags.ts'
import { balanceLines, findingLines, headingLines, playedLines, shortestLines } from './explore-report.ts'
import { exploreSummary, playedSummary } from './explore-summary.ts'
import { grouped } from './number-text.ts'

/** Characters a line, when the output is no terminal. */
const WIDTH = 100

interface ExploreTask {
  flags: ExploreFlags
  entry: CatalogueEntry
  engine: Engine
  wire: Wire
  /** The folder of participants' strategies, if one was given. */
  folder: string | undefined
  stop: AbortSignal
  around: Surroundings
  print(lines: readonly string[]): void
}

/** Runs the whole command. Resolves with the exit code, after it has closed everything and cleaned up Redis. */
export async function exploreCli(argv: readonly string[], around: Surroundings): Promise<number> {
  let close = async (): Promise<void> => {}
  try {
    const folder = ownFolder(argv)
    const loaded = await loadWithOwn(folder)
    close = loaded.close
    const flags = parseExploreFlags(argv, [...loaded.catalogue.keys()])
    if ('help' in flags) {
      around.stdout.write(flags.help)
      return 0
    }
    const entry = loaded.catalogue.get(flags.strategy)
    if (!entry) throw new UsageError(`error: there is no strategy '${flags.strategy}'`)
    if (entry.card.problem) throw new UsageError(`error: ${entry.card.problem}`)
    return await onEngine(flags, around, async (engine, stop) => {
      await checkNeeds(entry.strategy, engine.endpoint)
      const wire = await connect(flags.client, engine.endpoint)
      const print = (lines: readonly string[]): void =>
        void around.stdout.write(lines.map((line) => `${line}\n`).join(''))
      try {
        const task: ExploreTask = { flags, entry, engine, wire, folder, stop, around, print }
        return await (flags.schedule === undefined ? search(task) : one(task, flags.schedule))
      } finally {
        await wire.close()
      }
    })
  } catch (error) {
    if (around.stop.aborted) return STOPPED
    return reportFailure(error, around.stderr, [InvalidSchedule, Unexplorable])
  } finally {
    await close()
  }
}

async function search(task: ExploreTask): Promise<number> {
  const { flags, entry, engine, wire, folder, stop, around, print } = task
  const { scenario, limit, samples, seed } = flags
  const progress = progressBar(around.stderr, 1)
  let rightByChance = 0
  let schedules = 0
  const found = await explore({
    ...{ wire, strategy: entry, scenario, limit, samples, signal: stop },
    ...(seed !== undefined && { seed }),
    onProgress(done, endings) {
      schedules += endings.length
      for (const { balance, expected, lost } of endings)
        if (lost.length > 0 && balance === expected) rightByChance += 1
      progress.show(done, `${(100 * done).toFixed(1)} %  ${grouped(schedules)} interleavings`)
    },
    onRestart() {
      schedules = 0
      rightByChance = 0
    },
  })
  progress.clear()
  if (flags.json) {
    if (stop.aborted) return STOPPED
    print([JSON.stringify(exploreSummary(flags, engine.kind, found, rightByChance))])
    return found.problem === undefined ? 0 : 1
  }
  const { id, card } = entry
  print([
    ...headingLines({ id, title: card.title }, scenario, `with ${flags.client} on ${engine.name}`),
    ...findingLines(found, rightByChance, stop.aborted),
    ...balanceLines(found),
  ])
  if (stop.aborted) return STOPPED
  if (found.problem !== undefined) return 1
  const shortest = new Map<string, Anomaly[]>()
  for (const [anomaly, { shortest: schedule }] of Object.entries(found.anomalies)) {
    if (schedule) shortest.set(schedule, [...(shortest.get(schedule) ?? []), anomaly as Anomaly])
  }
  const worst: [Anomaly[], Played][] = []
  for (const [schedule, anomalies] of shortest) {
    worst.push([anomalies, await runSchedule({ wire, strategy: entry, scenario, signal: stop }, schedule)])
  }
  print(shortestLines(id, scenario, worst, around.stdout.columns ?? WIDTH, folder))
  return 0
}

async function one(
  { flags, entry, engine, wire, stop, around, print }: ExploreTask,
  schedule: string,
): Promise<number> {
  const { scenario, client } = flags
  const played = await runSchedule({ wire, strategy: entry, scenario, signal: stop }, schedule)
  if (flags.json) print([JSON.stringify(playedSummary(flags, engine.kind, played))])
  else {
    const { id, card } = entry
    const heading = headingLines({ id, title: card.title }, scenario, `with ${client} on ${engine.name}`)
    print([...heading, '', ...playedLines(played, around.stdout.columns ?? WIDTH)])
  }
  return 0
}
