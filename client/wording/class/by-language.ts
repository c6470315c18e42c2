import type { Language } from '../../../shared/rounds/lesson.ts'

/**
 * The same texts in each language, so that a missing one does not compile. A view takes its own with
 * `COMMON[language.value]`. Each folder beside this file holds one kind of texts: `texts.ts` their type, `en.ts`,
 * `de.ts`, and `words.ts` all of them by language.
 */
export type ByLanguage<Texts> = Readonly<Record<Language, Texts>>
