/** Lines in one burst, lines a second on average, and characters a line. */
const BURST = 40
const PER_SECOND = 2
const LONGEST = 400

/** Splits chunks of text into lines, no more than a person can read. Drops the rest and says so once. */
export function createBoundedOutput(onLine: (line: string) => void, now = Date.now): (text: string) => void {
  let tokens = BURST
  let at = now()
  let leavingOut = false
  let rest = ''

  function line(text: string): void {
    tokens = Math.min(BURST, tokens + ((now() - at) / 1000) * PER_SECOND)
    at = now()
    if (tokens < 1) {
      if (!leavingOut) onLine('… more lines are left out')
      leavingOut = true
      return
    }
    tokens -= 1
    leavingOut = false
    onLine(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
  }
  return (text) => {
    const lines = (rest + text).split('\n')
    // Keeps only the start of an unfinished line, so that memory stays bounded.
    rest = (lines.pop() ?? '').slice(0, LONGEST + 1)
    for (const one of lines) if (one !== '') line(one)
  }
}
