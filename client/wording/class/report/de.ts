import { PACE } from '../../../../shared/pace.ts'
import { FORMATS } from '../formats.ts'
import type { ReportTexts } from './texts.ts'

const hours = FORMATS.de.count(PACE.keptMs / 3_600_000, 'Stunde', 'Stunden')

export const de: ReportTexts = {
  title: 'Bericht',
  reading: 'Die Aufzeichnungen werden gelesen…',
  print: 'Drucken oder als PDF sichern',
  csv: 'Punkte als CSV',
  json: 'Alles als JSON',
  downloads: 'Drucken und herunterladen',
  toRoom: 'Zum Raum',
  again: 'Noch einmal versuchen',
  notHost: 'Den Bericht sieht nur, wer den Raum leitet.',
  notHostHint: 'Öffne diese Adresse in dem Browser, der den Raum leitet.',
  unknownRoom: 'Diesen Raum gibt es nicht mehr.',
  unknownRoomHint: `Ein Raum endet ${hours} nach der letzten Benutzung. Vielleicht liegt der Bericht noch in dem Ordner, den der Server beim Start genannt hat.`,
  unreachable: 'Der Server antwortet nicht.',
  unreachableHint: 'Läuft er noch, und bist du in seinem Netz?',
}
