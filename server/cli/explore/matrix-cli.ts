import { cellsOf } from '../../../shared/proof/claims.ts'
import type { Played } from '../../../shared/proof/exploration.ts'
import { lackingIn } from '../../account/needs.ts'
import type { LiveCatalogue } from '../../catalogue/catalogue.ts'
import type { Engine } from '../../engine/engine.ts'
import { createExaminer } from '../../explorer/examiner.ts'
import { matrix } from '../../explorer/matrix.ts'
import { runSchedule } from '../../explorer/run-schedule.ts'
import { parseScenario } from '../../explorer/scenario-query.ts'
import { loadWithOwn } from '../../own-strategies/load-with-own.ts'
import { connect } from '../../redis/connect.ts'
import type { Wire } from '../../redis/wire.ts'
import { UsageError } from '../../terminal/parse-argv.ts'
import { progressBar } from '../../terminal/progress-bar.ts'
import { STOPPED, type Surroundings } from '../../terminal/run-command.ts'
import { onEngine, reportFailure } from '../on-engine.ts'
import { type MatrixFlags, parseMatrixFlags } from './matrix-flags.ts'
import { confirmed, type MatrixTableRow, textTable } from './matrix-table.ts'
import { writeMatrix } from './write-matrix.ts'

/** Runs the whole command. Resolves with the exit code: 0 when every claim is confirmed. Cleans up Redis. */
export async function matrixCli(argv: readonly string[], around: Surroundings): Promise<number> {
  try {
    const flags = parseMatrixFlags(argv)
    if ('help' in flags) {
      around.stdout.write(flags.help)
      return 0
    }
    const { catalogue, close } = await loadWithOwn(flags.strategies)
    try {
      let unconfirmed = 0
      for (const engine of flags.engines) {
        const choice = { ...flags.redis, ...(engine && { engine }) }
        unconfirmed += await onEngine(choice, around, (engine, stop) =>
          onOne(flags, catalogue, engine, { ...around, stop }),
        )
      }
      return unconfirmed === 0 ? 0 : 1
    } finally {
      await close()
    }
  } catch (error) {
    if (around.stop.aborted) return STOPPED
    return reportFailure(error, around.stderr)
  }
}

/** Runs the matrix with each library on one engine. Resolves with the number of unconfirmed claims and problems. */
async function onOne(
  flags: MatrixFlags,
  catalogue: LiveCatalogue,
  engine: Engine,
  around: Surroundings,
): Promise<number> {
  let unconfirmed = 0
  for (const client of flags.clients) {
    const wire = await connect(client, engine.endpoint)
    try {
      catalogue.setLacking(await lackingIn(wire))
      const lacks = [...catalogue.values()].find(({ card }) => card.needs && !card.own)
      if (flags.write && engine.kind !== 'embedded' && lacks)
        throw new UsageError(
          `error: --write needs the results of every strategy, also of ${lacks.id}. ${lacks.card.needs}`,
        )
      const rows = await fill(catalogue, wire, around)
      unconfirmed += report(flags, rows, `with ${client} on ${engine.name}`, around)
      if (flags.write && client === flags.clients[0] && engine.kind !== 'embedded')
        await writeMatrix(rows, catalogue, await evidence(rows, catalogue, wire, around.stop))
    } finally {
      await wire.close()
    }
  }
  return unconfirmed
}

async function fill(catalogue: LiveCatalogue, wire: Wire, around: Surroundings): Promise<MatrixTableRow[]> {
  const rows = new Map<string, MatrixTableRow>()
  const cells = [...catalogue.values()].flatMap(({ card }) => (card.needs ? [] : cellsOf(card.claims))).length
  const progress = progressBar(around.stderr, cells)
  let done = 0
  for await (const line of matrix(
    catalogue,
    createExaminer(async () => wire),
    around.stop,
  )) {
    if (line.kind === 'row') {
      const { strategy, title, problem, needs } = line
      const { cells } = rows.get(strategy) ?? { cells: [] }
      rows.set(strategy, {
        ...{ strategy, title, cells },
        ...(problem !== undefined && { problem }),
        ...(needs !== undefined && { needs }),
      })
    } else if (line.kind === 'cell') {
      done += 1
      const { finding, claimed } = line
      rows.get(line.strategy)?.cells.push({ finding, ...(claimed && { claimed }) })
      progress.show(done, `${done} of ${cells} cells  ${line.strategy}`)
    }
  }
  progress.clear()
  return [...rows.values()]
}

function report(flags: MatrixFlags, rows: MatrixTableRow[], on: string, around: Surroundings): number {
  const claims = rows.flatMap(({ cells }) => cells.filter(({ claimed }) => claimed !== undefined))
  const refuted = claims.filter((cell) => !confirmed(cell))
  const problems = rows.filter(({ problem }) => problem !== undefined)
  const tried = new Map(
    rows
      .flatMap(({ cells }) => cells)
      .flatMap(({ finding }) =>
        (finding.tried ?? [finding]).map(({ query, schedules }) => [query, schedules] as const),
      ),
  )
  const schedules = [...tried.values()].reduce((sum, n) => sum + n, 0)
  if (flags.json) {
    for (const { strategy, needs } of rows)
      if (needs !== undefined) around.stdout.write(`${JSON.stringify({ on, strategy, needs })}\n`)
    for (const { strategy, cells } of rows)
      for (const cell of cells) {
        const line = { on, strategy, ...cell.finding, claimed: cell.claimed, confirmed: confirmed(cell) }
        around.stdout.write(`${JSON.stringify(line)}\n`)
      }
  } else {
    around.stdout.write(
      [
        `Every interleaving, ${on}:`,
        '',
        textTable(rows),
        '',
        '  ✓: in none of all interleavings of its scenarios. ✗: in at least one. ?: in none of those that were run.',
        `  ${schedules} interleavings in ${tried.size} scenarios. ${refuted.length === 0 ? `All ${claims.length} claims are confirmed.` : `${refuted.length} of ${claims.length} claims do not hold.`}`,
        '',
      ].join('\n'),
    )
  }
  return refuted.length + problems.length
}

/** Plays the interleaving of each cell that has one. Resolves with a map by the cell's query. */
async function evidence(
  rows: readonly MatrixTableRow[],
  catalogue: LiveCatalogue,
  wire: Wire,
  signal: AbortSignal,
): Promise<Map<string, Played>> {
  const played = new Map<string, Played>()
  for (const { strategy, cells } of rows) {
    const entry = catalogue.get(strategy)
    if (!entry) continue
    for (const { finding } of cells) {
      const query = new URLSearchParams(finding.query)
      const schedule = query.get('schedule')
      if (schedule === null) continue
      const scenario = parseScenario(query)
      played.set(finding.query, await runSchedule({ wire, strategy: entry, scenario, signal }, schedule))
    }
  }
  return played
}
