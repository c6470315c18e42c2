import { useEffect, useId, useState } from 'preact/hooks'
import { DEFAULTS } from '../../../shared/limits.ts'
import { exploreQuery } from '../../../shared/proof/explore-query.ts'
import { PLAIN_SCENARIO } from '../../../shared/proof/plain-scenario.ts'
import { parseRoomCode } from '../../../shared/room-code.ts'
import { pageStorage } from '../../connection/local-storage.ts'
import { openRoom } from '../../connection/open-room.ts'
import { WIDE } from '../../hooks/use-media.ts'
import { SignMark } from '../../parts/equals-sign.tsx'
import { ThemeToggle } from '../../parts/theme-toggle.tsx'
import { Link } from '../../router/link.tsx'
import { explorePath, MATRIX_PATH, navigate, playPath, screenPath } from '../../router/route.ts'

/** The front door: what this is, open a room, or join one. */
export function Home() {
  useEffect(() => {
    document.title = 'Bank Run'
  }, [])
  return (
    <div class="home">
      <header>
        <ThemeToggle />
      </header>
      <main>
        <h1>
          Bank Run <Mark />
        </h1>
        <p class="lead">
          One bank account in Redis, a room full of people, all at once. Watch the expected and the actual
          balance drift apart, and see whose money it was.
        </p>
        <div class="ways">
          <OpenRoom />
          <JoinRoom />
          <Proofs />
        </div>
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

function OpenRoom() {
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
    <section class="way">
      <h2>Run a session</h2>
      <button type="button" class="button big" disabled={opening} onClick={open}>
        {opening ? 'Opening…' : 'Open a room'}
      </button>
      <p class="wrong" role="alert">
        {wrong}
      </p>
    </section>
  )
}

/** Links to the proofs, which need no room full of people. */
function Proofs() {
  return (
    <section class="way proofs">
      <h2>You want to know why</h2>
      <Link to={explorePath(exploreQuery(DEFAULTS.strategy, PLAIN_SCENARIO))}>
        <b>Every order</b> Two transactions, every order they can happen in, and which of them lose money.
      </Link>
      <Link to={MATRIX_PATH}>
        <b>Every strategy</b> Which of them can lose what, each answer found by trying.
      </Link>
    </section>
  )
}

function JoinRoom() {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const code = parseRoomCode(typed)
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (code) navigate(playPath(code))
  }
  return (
    <section class="way">
      <h2>
        <label for={id}>You have a code</label>
      </h2>
      <form class="join-form" onSubmit={submit} noValidate>
        <input
          id={id}
          value={typed}
          maxLength={12}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          placeholder="K7Q·4MX"
          aria-invalid={tried && !code}
          aria-describedby={`${id}-wrong`}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button paper">
          Join
        </button>
      </form>
      <p id={`${id}-wrong`} class="wrong" role="alert">
        {tried && !code ? 'A code has six characters, as on the big screen: K7Q·4MX.' : ''}
      </p>
    </section>
  )
}
