import { LANGUAGES } from '../../shared/rounds/languages.ts'
import { chooseLanguage, language } from '../language.ts'
import { LANGUAGE_NAMES } from '../wording/class/language-names.ts'

/** Switches to the next language that we speak. */
export function LanguageChoice() {
  const next = LANGUAGES[(LANGUAGES.indexOf(language.value) + 1) % LANGUAGES.length] ?? 'en'
  return (
    <button
      type="button"
      class="icon language"
      lang={next}
      title={LANGUAGE_NAMES[next].name}
      onClick={() => chooseLanguage(next)}
    >
      {next.toUpperCase()} <span class="visually-hidden">{LANGUAGE_NAMES[next].name}</span>
    </button>
  )
}
