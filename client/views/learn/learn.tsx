import '../../styles/learn.css'
import { useEffect, useState } from 'preact/hooks'
import { pageStorage } from '../../connection/local-storage.ts'
import { openRoom } from '../../connection/open-room.ts'
import { language } from '../../language.ts'
import { Wordmark } from '../../parts/equals-sign.tsx'
import { HOME } from '../../wording/class/home/words.ts'
import { LearnRoom } from './learn-room.tsx'

/** Lessons for one person alone: a room of one's own, where this page is host and player, and bots are the others. */
export function Learn() {
  const texts = HOME[language.value]
  const [code, setCode] = useState(() => pageStorage.learningRoom())
  const [problem, setProblem] = useState('')
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (code !== undefined) return
    let mounted = true
    openRoom(pageStorage).then(
      (opened) => {
        pageStorage.keepLearningRoom(opened)
        if (mounted) setCode(opened)
      },
      (error: Error) => mounted && setProblem(error.message),
    )
    return () => {
      mounted = false
    }
  }, [code, tries])
  const gone = () => {
    pageStorage.keepLearningRoom(undefined)
    setCode(undefined)
  }
  if (code !== undefined) return <LearnRoom key={code} code={code} onGone={gone} />
  return (
    <main class="ending" lang={language.value} aria-busy={problem === ''}>
      <Wordmark sign={problem === '' ? 'equal' : 'unequal'} />
      <h1>{problem === '' ? texts.learnOpening : texts.learnFailed}</h1>
      {problem !== '' && (
        <>
          <p>{problem}</p>
          <button
            type="button"
            class="button"
            onClick={() => {
              setProblem('')
              setTries(tries + 1)
            }}
          >
            {texts.tryAgain}
          </button>
        </>
      )}
    </main>
  )
}
