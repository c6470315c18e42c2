import type { ByLanguage } from './by-language.ts'

/** Each language's own name, and the label of the choice between them. Apart from other texts: every page shows them. */
export const LANGUAGE_NAMES: ByLanguage<{ name: string; choose: string }> = {
  en: { name: 'English', choose: 'Language' },
  de: { name: 'Deutsch', choose: 'Sprache' },
}
