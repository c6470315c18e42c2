import type { ByLanguage } from '../by-language.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { WallTexts } from './texts.ts'

export const WALL: ByLanguage<WallTexts> = { en, de }
