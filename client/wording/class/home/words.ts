import type { ByLanguage } from '../by-language.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { HomeTexts } from './texts.ts'

export const HOME: ByLanguage<HomeTexts> = { en, de }
