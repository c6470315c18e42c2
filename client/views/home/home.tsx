import '../../styles/home.css'
import { useEffect, useState } from 'preact/hooks'
import { DEFAULTS } from '../../../shared/limits.ts'
import { exploreQuery } from '../../../shared/proof/explore-query.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'
import { pageStorage } from '../../connection/local-storage.ts'
import { openRoom } from '../../connection/open-room.ts'
import { WIDE } from '../../hooks/use-media.ts'
import { language } from '../../language.ts'
import { CodeForm } from '../../parts/code-form.tsx'
import { SignMark } from '../../parts/equals-sign.tsx'
import { LanguagePicker } from '../../parts/language-picker.tsx'
import { ThemeToggle } from '../../parts/theme-toggle.tsx'
import { Link } from '../../router/link.tsx'
import { explorePath, LEARN_PATH, MATRIX_PATH, navigate, playPath, screenPath } from '../../router/route.ts'
import { HOME } from '../../wording/class/home/words.ts'
import { LostInTenSeconds } from './lost-in-ten-seconds.tsx'

/** The front door: what this is, join a room, try it alone, or host. */
export function Home() {
  const texts = HOME[language.value]
  useEffect(() => {
    document.title = 'Bank Run'
  }, [])
  return (
    <div class="home" lang={language.value}>
      <header>
        <LanguagePicker />
        <ThemeToggle />
      </header>
      <main>
        <div class="intro">
          <h1>
            Bank Run <Mark />
          </h1>
          <p class="lead">{texts.lead}</p>
        </div>
        <CodeForm label={texts.haveCode} button={texts.join} wrong={texts.badCode} />
        <LostInTenSeconds />
        <div class="doors">
          <Link to={LEARN_PATH} class="button big">
            {texts.alone}
            <small>{texts.aloneSmall}</small>
          </Link>
          <HostRoom />
        </div>
        <nav class="proofs" aria-label={texts.why}>
          <Link to={explorePath(exploreQuery(DEFAULTS.strategy, PLAIN_SCENARIO))}>
            <b>{texts.everyOrder}</b> {texts.everyOrderText}
          </Link>
          <Link to={MATRIX_PATH}>
            <b>{texts.everyMethod}</b> {texts.everyMethodText}
          </Link>
        </nav>
      </main>
    </div>
  )
}

/** The sign of the game: `=` first, then `≠`. */
function Mark() {
  const [sign, setSign] = useState<'equal' | 'unequal'>('equal')
  useEffect(() => {
    const timer = setTimeout(() => setSign('unequal'), 900)
    return () => clearTimeout(timer)
  }, [])
  return <SignMark sign={sign} />
}

function HostRoom() {
  const texts = HOME[language.value]
  const [opening, setOpening] = useState(false)
  const [wrong, setWrong] = useState('')
  const open = () => {
    setOpening(true)
    setWrong('')
    openRoom(pageStorage)
      .then((code) => navigate(matchMedia(WIDE).matches ? screenPath(code) : playPath(code)))
      .catch((error: Error) => {
        setWrong(error.message)
        setOpening(false)
      })
  }
  return (
    <>
      <button type="button" class="button big outlined" disabled={opening} onClick={open}>
        {opening ? texts.opening : texts.host}
        <small>{texts.hostSmall}</small>
      </button>
      <p class="wrong" role="alert">
        {wrong}
      </p>
    </>
  )
}
