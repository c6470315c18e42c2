import type { Language } from '../../rounds/lesson.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { ReportWords } from './texts.ts'

export const WORDS: Readonly<Record<Language, ReportWords>> = { en, de }
