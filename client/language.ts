import { computed, signal } from '@preact/signals'
import { LANGUAGES } from '../shared/rounds/languages.ts'
import type { Language } from '../shared/rounds/lesson.ts'
import { storageKey } from './router/base-path.ts'

const browsers = signal<Language>('en')
const chosen = signal<Language | undefined>(undefined)
/** The language of the texts about lessons and rounds: the browser's, until the user chooses. */
export const language = computed<Language>(() => chosen.value ?? browsers.value)

const KEY = storageKey('language')

/** The first of the user's languages that we speak; English when we speak none of them. `de-CH` is `de`. */
export function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const spoken = LANGUAGES.find((one) => one === tag.toLowerCase().split('-')[0])
    if (spoken) return spoken
  }
  return 'en'
}

/** Applies the stored choice, or else the browser's languages, also when they change. */
export function followLanguage(): void {
  const follow = () => {
    browsers.value = languageOf(navigator.languages)
  }
  addEventListener('languagechange', follow)
  follow()
  try {
    const kept = localStorage.getItem(KEY)
    chosen.value = LANGUAGES.find((one) => one === kept)
  } catch {
    // Storage is not available: no choice is known.
  }
}

export function chooseLanguage(next: Language): void {
  chosen.value = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // Storage is not available: the choice lasts until the page is closed.
  }
}
