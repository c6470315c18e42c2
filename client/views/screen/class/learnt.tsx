import { useRef } from 'preact/hooks'
import type { ClassView } from '../../../../shared/rounds/class-messages.ts'
import { useFit } from '../../../hooks/use-fit.ts'
import { language } from '../../../language.ts'
import { FORMATS } from '../../../wording/class/formats.ts'
import { WALL } from '../../../wording/class/wall/words.ts'
import { Choices } from './choices.tsx'
import { answersIn, shareRight } from './share-right.ts'

/** The right answer to the new case, and how many were right at first, after talking, and now. */
export function Learnt({ view: { lesson, spread } }: { view: ClassView }) {
  const words = WALL[language.value]
  const box = useRef<HTMLDivElement>(null)
  const question = lesson?.transfer
  const shares = [
    { of: 'first' as const, right: lesson?.question?.right },
    { of: 'second' as const, right: lesson?.question?.right },
    { of: 'transfer' as const, right: question?.right },
  ].map(({ of, right }) => {
    const given = spread?.[of]
    return { of, share: shareRight(given, right), answers: answersIn(given ?? {}) }
  })
  const [first, , transfer] = shares
  useFit(box, `${language.value}${question?.text}${question?.why}`)
  return (
    <div class="learnt" ref={box}>
      {question && (
        <section>
          <h2>{question.text}</h2>
          <Choices question={question} spread={spread?.transfer ?? {}} />
          {question.why && <p class="why">{question.why}</p>}
        </section>
      )}
      <section class="shares">
        <h2 class="label">{words.learnt.title}</h2>
        <ul>
          {shares.map(
            ({ of, share, answers }) =>
              share !== undefined && (
                <li key={of} class="share" data-of={of}>
                  <b class="share-figure num">{FORMATS[language.value].percent(share)}</b>
                  <i class="share-bar" style={{ '--share': share }} />
                  <span>
                    {words.learnt.ofAll(Math.round(share * answers), answers)} {words.learnt[of]}
                  </span>
                </li>
              ),
          )}
        </ul>
        {first?.share !== undefined && transfer?.share !== undefined && (
          <p>
            <b class="gain num">
              {words.learnt.points(Math.round(100 * transfer.share) - Math.round(100 * first.share))}
            </b>
            {first.answers === transfer.answers
              ? words.learnt.gain
              : words.learnt.gainOf(first.answers, transfer.answers)}
          </p>
        )}
      </section>
    </div>
  )
}
