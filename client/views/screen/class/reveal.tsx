import { useRef } from 'preact/hooks'
import type { RoundRecord } from '../../../../shared/rounds/round-record.ts'
import { useFit } from '../../../hooks/use-fit.ts'
import { language } from '../../../language.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import type { ClassProps } from './class-props.ts'
import { Outcome } from './outcome.tsx'
import { RevealAnswers } from './reveal-answers.tsx'
import { RoundsBeside } from './rounds-beside.tsx'
import { ToldLoss } from './told-loss.tsx'

interface RevealProps extends Pick<ClassProps, 'view'> {
  record: RoundRecord
  /** The rounds of this lesson that are over, oldest first. */
  records: readonly RoundRecord[]
}

/** What happened in the round, one loss of it with its picture, what was answered, and why. */
export function Reveal({ view: { lesson }, record, records }: RevealProps) {
  const story = useRef<HTMLElement>(null)
  const why = useRef<HTMLElement>(null)
  const words = WALL[language.value]
  const key = `${record.round}${language.value}${records.length}`
  useFit(story, key)
  useFit(why, `${key}${lesson?.explanation}`)
  return (
    <div class="reveal">
      <section class="reveal-story" ref={story}>
        <Outcome record={record} />
        <RoundsBeside records={records} />
        <ToldLoss record={record} />
      </section>
      <section class="reveal-why" ref={why}>
        <RevealAnswers record={record} question={lesson?.question} />
        {lesson?.explanation && (
          <>
            <h2 class="label">{words.why}</h2>
            <p class="why">{lesson.explanation}</p>
          </>
        )}
      </section>
    </div>
  )
}
