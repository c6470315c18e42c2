import type { ByLanguage } from '../by-language.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { SceneTexts } from './texts.ts'

export const SCENE: ByLanguage<SceneTexts> = { en, de }
