import { duration } from '../../../../shared/duration.ts'
import { PACE } from '../../../../shared/pace.ts'
import type { ReportTexts } from './texts.ts'

export const en: ReportTexts = {
  title: 'Report',
  reading: 'Reading the records…',
  print: 'Print or save as PDF',
  csv: 'Scores as CSV',
  json: 'All of it as JSON',
  downloads: 'Print and download',
  toRoom: 'To the room',
  again: 'Try again',
  notHost: 'The report is for the host of the room.',
  notHostHint: 'Open this address in the browser that runs the room.',
  unknownRoom: 'There is no such room any more.',
  unknownRoomHint: `A room ends ${duration(PACE.keptMs)} after its last use. Its report may still be in the folder that the server named when it started.`,
  unreachable: 'The server does not answer.',
  unreachableHint: 'Is it still running, and are you on its network?',
}
