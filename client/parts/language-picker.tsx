import { LANGUAGES } from '../../shared/rounds/languages.ts'
import { chooseLanguage, language } from '../language.ts'
import { COMMON } from '../wording/class/common/words.ts'

/** One button for each language, named in that language. */
export function LanguagePicker() {
  return (
    <fieldset class="languages" aria-label={COMMON[language.value].chooseLanguage}>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          class="quiet"
          lang={one}
          aria-pressed={one === language.value}
          onClick={() => chooseLanguage(one)}
        >
          {one.toUpperCase()} <span class="visually-hidden">{COMMON[one].language}</span>
        </button>
      ))}
    </fieldset>
  )
}
