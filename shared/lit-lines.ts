/** The step at which a running transaction waits. */
export type StepPoint = 'read' | 'think' | 'backoff' | 'blocked'

/** Lines counted from 1, both ends included. */
export interface LineRange {
  from: number
  to: number
}

/** A call of one of the account's verbs. */
const COMMAND = /\.\s*(?:get|set|incrBy|eval|watch|exec|acquire|del)\s*[<(]/
/** A command before one of these does not belong to the steps after it. */
const BORDER = /\bstep\s*\(|\bupdate\s*[<(]/

/**
 * The lines of a strategy's file at which a transaction stands while it waits at `point`: from the command before the
 * wait through the `step(…)` itself. A file with several such steps has several ranges, since `point` does not say
 * which step it is. A file that is written some other way has none.
 */
export function litLines(source: string, point: StepPoint): LineRange[] {
  const code = withoutComments(source)
  const lines = code.split('\n')
  const ranges: LineRange[] = []
  for (const { index, 0: call } of code.matchAll(new RegExp(`\\bstep\\s*\\(\\s*(['"\`])${point}\\1`, 'g'))) {
    const first = lineAt(code, index)
    const to = lineAt(code, index + call.length)
    ranges.push({ from: point === 'think' ? first : commandBefore(lines, first), to })
  }
  return ranges
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

/** The line of the last command before the step on line `step`; that line itself when there is none. */
function commandBefore(lines: readonly string[], step: number): number {
  for (let line = step; line > 0; line--) {
    const text = lines[line - 1] ?? ''
    if (COMMAND.test(text)) return line
    if (line < step && BORDER.test(text)) break
  }
  return step
}

/** The same text, line by line, with blanks for comments, so that a `step(…)` in a comment does not count. */
function withoutComments(source: string): string {
  return source.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
    (found) => (found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found),
  )
}
