import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A file of the project: its path from the project's folder, and its text. */
export interface Source {
  path: string
  text: string
}

/** One import of a file, `export … from` and `import()` included. */
export interface Import {
  from: string
  line: number
  /** The path from the project's folder, or the name of a package. */
  target: string
  /** Erased: `import type`. */
  typeOnly: boolean
  /** The names that are imported as values, not as types. */
  values: string[]
}

/** The files below `folders` whose names match. */
export function sourcesIn(folders: readonly string[], name = /\.(tsx?|m?js)$/): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && name.test(file.name))
      .map((file) => join(file.parentPath, file.name).slice(ROOT.length).replaceAll('\\', '/'))
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })),
  )
}

/** These files. */
export const textsOf = (paths: readonly string[]): Source[] =>
  paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))

const STATEMENT =
  /^[ \t]*(?:import|export)\b(?<clause>[\w\s{},*$]*?)(?:\bfrom\s*)?(?<quote>['"])(?<target>[^'"\n]+)\k<quote>/gm
const CALL = /\bimport\s*\(\s*(['"`])(?<target>[^'"`$]+)\1/g
const COMMENT = /^[ \t]*(?:\/\/.*|\/\*[\s\S]*?\*\/|\*.*)/gm

export function importsOf({ path, text }: Source): Import[] {
  // Comments become blanks, so that the line numbers stay the same.
  const code = text.replace(COMMENT, (comment) => comment.replace(/[^\n]/g, ' '))
  const found = [...code.matchAll(STATEMENT), ...code.matchAll(CALL)]
  return found.map((match): Import => {
    const { clause = '', target = '' } = match.groups ?? {}
    const start = match.index + (match[0].length - match[0].trimStart().length)
    return {
      from: path,
      line: code.slice(0, start).split('\n').length,
      target: target.startsWith('.') ? normalize(join(dirname(path), target)).replaceAll('\\', '/') : target,
      typeOnly: /^\s+type\s+[{*\w]/.test(clause),
      values: namesIn(clause),
    }
  })
}

function namesIn(clause: string): string[] {
  if (/^\s+type\s/.test(clause)) return []
  const inBraces = /\{([^}]*)\}/.exec(clause)?.[1] ?? ''
  return inBraces
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('type '))
    .map((one) => one.split(/\s+as\s+/)[0] ?? one)
}
