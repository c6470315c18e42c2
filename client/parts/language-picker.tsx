import { LANGUAGES } from '../../shared/rounds/languages.ts'
import { chooseLanguage, language } from '../language.ts'
import { LANGUAGE_NAMES } from '../wording/class/language-names.ts'

/** One button for each language, named in that language. */
export function LanguagePicker() {
  return (
    <fieldset class="languages" aria-label={LANGUAGE_NAMES[language.value].choose}>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          class="quiet"
          lang={one}
          aria-pressed={one === language.value}
          onClick={() => chooseLanguage(one)}
        >
          {one.toUpperCase()} <span class="visually-hidden">{LANGUAGE_NAMES[one].name}</span>
        </button>
      ))}
    </fieldset>
  )
}
