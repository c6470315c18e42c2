import { useState } from 'preact/hooks'
import { language } from '../../language.ts'
import { CodeForm } from '../../parts/code-form.tsx'
import { JOIN } from '../../wording/class/join/words.ts'

/** A code that led nowhere, to be corrected. */
export function CorrectCode({ typed: first }: { typed: string }) {
  const texts = JOIN[language.value]
  const [typed] = useState(first)
  return <CodeForm label={texts.correct} button={texts.join} wrong={texts.badCode} typed={typed} />
}
