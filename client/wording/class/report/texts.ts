/** Texts of the report's page around the report itself, whose words are in `shared/report/words/`. */
export interface ReportTexts {
  title: string
  reading: string
  print: string
  csv: string
  json: string
  downloads: string
  toRoom: string
  again: string
  notHost: string
  notHostHint: string
  unknownRoom: string
  unknownRoomHint: string
  unreachable: string
  unreachableHint: string
}
