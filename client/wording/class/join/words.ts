import type { ByLanguage } from '../by-language.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { JoinTexts } from './texts.ts'

export const JOIN: ByLanguage<JoinTexts> = { en, de }
