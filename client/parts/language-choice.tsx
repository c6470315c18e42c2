import { LANGUAGES } from '../../shared/rounds/languages.ts'
import { chooseLanguage, language } from '../language.ts'
import { COMMON } from '../wording/class/common/words.ts'

/** Switches to the next language that we speak. */
export function LanguageChoice() {
  const next = LANGUAGES[(LANGUAGES.indexOf(language.value) + 1) % LANGUAGES.length] ?? 'en'
  return (
    <button
      type="button"
      class="icon language"
      lang={next}
      title={COMMON[next].language}
      onClick={() => chooseLanguage(next)}
    >
      {next.toUpperCase()} <span class="visually-hidden">{COMMON[next].language}</span>
    </button>
  )
}
