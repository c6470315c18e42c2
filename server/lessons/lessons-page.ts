import type { Language } from '../../shared/rounds/lesson.ts'
import { LESSONS } from './all-lessons.ts'
import type { Lesson, Question, QuestionTexts } from './lesson.ts'
import { PAGE_WORDS, type PageWords } from './page-words.ts'

/** All lessons with their right answers, for teachers, as Markdown. */
export function lessonsPage(language: Language): string {
  const words = PAGE_WORDS[language]
  const contents = LESSONS.map(
    ({ texts, minutes, needs = [] }, i) =>
      `${i + 1}. [${texts[language].title}](#${i + 1}) ${texts[language].idea} (${[
        words.minutes(minutes),
        ...needs.map((need) => words.needs[need]),
      ].join('; ')})`,
  )
  const sections = LESSONS.map((lesson, i) => section(lesson, i + 1, language, words))
  const parts = [`# ${words.title}`, words.intro, `## ${words.contents}`, contents.join('\n'), ...sections]
  return `${plainSpaces(parts.join('\n\n'))}\n`
}

function section({ texts, rounds, transfer }: Lesson, number: number, language: Language, words: PageWords) {
  const { title, before, questions, watch, done, hints, explanation, after, inRealLife, ...own } =
    texts[language]
  let asked = 0
  const races = rounds.flatMap(({ question, practice }, i) => {
    const texts = question && questions[asked++]
    return [
      ...(question && texts ? asking(words.question, question, texts, words) : []),
      `**${words.round(i + 1, rounds.length)}.** ${watch[i]}`,
      ...(practice && own.afterPractice ? [`**${words.sayAfterPractice}:** ${own.afterPractice}`] : []),
    ]
  })
  return [
    `<a id="${number}"></a>`,
    `## ${number}. ${title}`,
    `**${words.sayBefore}:** ${before}`,
    ...races,
    `**${words.done}** ${done}.`,
    `**${words.hints}:**`,
    hints.map((hint, i) => `${i + 1}. ${hint}`).join('\n'),
    `**${words.explanation}:** ${explanation}`,
    ...(transfer && own.transfer ? asking(words.transfer, transfer, own.transfer, words) : []),
    `**${words.sayAfter}:** ${after}`,
    `**${words.inRealLife}** ${inRealLife}`,
  ].join('\n\n')
}

function asking(
  title: string,
  { choices, right }: Question,
  texts: QuestionTexts,
  words: PageWords,
): string[] {
  const rows = choices.map((choice) => {
    const { text = '', belief = '' } = texts.choices[choice] ?? {}
    return `| ${choice.toUpperCase()} | ${text} | ${choice === right ? `${words.right}: ` : ''}${belief} |`
  })
  return [
    `**${title}:** ${texts.text}`,
    [`| | | ${words.belief} |`, '| --- | --- | --- |', ...rows].join('\n'),
    `**${words.why}:** ${texts.why}`,
  ]
}

/** A text file is easier to search without spaces that do not break. */
const plainSpaces = (text: string): string => text.replaceAll('\u00a0', ' ')
