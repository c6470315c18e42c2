import type { ByLanguage } from '../by-language.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { HostTexts } from './texts.ts'

export const HOST: ByLanguage<HostTexts> = { en, de }
