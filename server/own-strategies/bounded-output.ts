/** Lines at once, and per second in the long run; characters of a line. */
const BURST = 40
const PER_SECOND = 2
const LONGEST = 400

/** Lines from chunks of text, no more than somebody could read: what is beyond is left out, and that is said once. */
export function createBoundedOutput(onLine: (line: string) => void, now = Date.now): (text: string) => void {
  let tokens = BURST
  let at = now()
  let leavingOut = false
  let rest = ''

  function line(text: string): void {
    tokens = Math.min(BURST, tokens + ((now() - at) / 1000) * PER_SECOND)
    at = now()
    if (tokens < 1) {
      if (!leavingOut) onLine('… and more, which is left out')
      leavingOut = true
      return
    }
    tokens -= 1
    leavingOut = false
    onLine(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
  }
  return (text) => {
    const lines = (rest + text).split('\n')
    // A line without an end is not waited for: it would only grow.
    rest = (lines.pop() ?? '').slice(0, LONGEST + 1)
    for (const one of lines) if (one !== '') line(one)
  }
}
