import type { ByLanguage } from '../by-language.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { ReportTexts } from './texts.ts'

export const REPORT: ByLanguage<ReportTexts> = { en, de }
