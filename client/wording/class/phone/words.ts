import type { ByLanguage } from '../by-language.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { PhoneTexts } from './texts.ts'

export const PHONE: ByLanguage<PhoneTexts> = { en, de }
