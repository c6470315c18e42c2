import type { ByLanguage } from '../by-language.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { CommonTexts } from './texts.ts'

export const COMMON: ByLanguage<CommonTexts> = { en, de }
