import { builtinModules } from 'node:module'
import { type Import, importsOf, type Source } from './imports.ts'

export type Order = readonly (readonly string[])[]
/** Returns the violations, each as "file:line does this"; empty when the rule holds. */
export type Rule = (files: readonly Source[]) => string[]

export const LONGEST = 250
/**
 * The folders of the server from top to bottom. A folder imports only from rows below its own, types included. So no two
 * folders import each other, also not within a row. Files beside `main.ts` count as folders.
 */
export const SERVER: Order = [
  ['main'],
  ['cli', 'processes'],
  ['node'],
  ['gateway'],
  ['bots', 'report'],
  ['room', 'explorer', 'own-strategies'],
  ['rounds'],
  ['rollback'],
  ['transaction', 'fanout'],
  ['journal', 'catalogue', 'nodes', 'strategies'],
  ['account'],
  ['redis'],
  ['start'],
  ['engine'],
  ['async', 'terminal', 'names', 'docs', 'lessons'],
]
/** The same for the page. */
export const CLIENT: Order = [
  ['main'],
  ['app'],
  ['views'],
  ['parts'],
  ['hooks'],
  ['connection', 'timeline'],
  ['wording'],
  ['store', 'board'],
  ['theme', 'language'],
  ['router'],
  ['styles'],
]
const NODE = 'server/node.ts'
const OPEN_ROOMS = 'server/room/open-rooms.ts'
/** What constructs services, and the only places that have it: files, and folders with all that is in them. */
const SERVICES = new Map<string, readonly string[]>([
  ['openEngine', [NODE, 'server/cli']],
  ['connect', [NODE, OPEN_ROOMS, 'server/cli']],
  ['openRooms', [NODE, 'server/cli']],
  ['joinRegister', [OPEN_ROOMS]],
  ['Rooms', [OPEN_ROOMS]],
  ['openBots', [NODE]],
  ['MessageHandlers', [NODE]],
  ['openGateway', [NODE]],
])

export const inside = (folder: string, path: string): boolean => path.startsWith(`${folder}/`)
const isOurs = (target: string): boolean => /^(server|shared|client|test|scripts|bench)\//.test(target)
const isNode = (target: string): boolean =>
  target.startsWith('node:') || builtinModules.includes(target.split('/')[0] ?? '')
/** The folder below `server` or `client`, or the file there without its ending. */
const folderOf = (path: string): string | undefined => /^(?:server|client)\/([\w-]+)/.exec(path)?.[1]
const commandOf = (path: string): string | undefined => /^server\/cli\/([\w-]+)\//.exec(path)?.[1]

const importText = ({ from, line, target }: Import): string => `${from}:${line} imports ${target}`
const importing =
  (breaks: (one: Import) => boolean): Rule =>
  (files) =>
    files.flatMap(importsOf).filter(breaks).map(importText)
export const onlyIn = (place: (path: string) => boolean, library: string): Rule =>
  importing(({ from, target }) => (target === library || target.startsWith(`${library}/`)) && !place(from))

export const sharedImportsOnlyShared = importing(
  ({ from, target }) =>
    inside('shared', from) && (isNode(target) || (isOurs(target) && !inside('shared', target))),
)
export const clientAndServerAreSeparate = importing(
  ({ from, target }) =>
    (inside('client', from) && (inside('server', target) || isNode(target))) ||
    (inside('server', from) && inside('client', target)),
)
export const productImportsNoTests = importing(
  ({ from, target }) => !inside('test', from) && /^(test|bench)\//.test(target),
)
export const strategiesImportTypes = importing(
  ({ from, typeOnly }) => inside('server/strategies', from) && !typeOnly,
)
const rowIn = (order: Order, path: string): number =>
  order.findIndex((row) => row.includes(folderOf(path) ?? ''))
export const importsPointDown = (side: string, order: Order): Rule =>
  importing(({ from, target }) => {
    if (!inside(side, from) || !inside(side, target) || folderOf(from) === folderOf(target)) return false
    return rowIn(order, target) <= rowIn(order, from)
  })
export const everyFolderHasARow =
  (side: string, order: Order): Rule =>
  (files) =>
    files
      .filter(({ path }) => inside(side, path) && rowIn(order, path) === -1)
      .map(({ path }) => `${path} is in a folder without a row: add it to the order`)
export const commandsAreSeparate = importing(({ from, target }) => {
  const [one, other] = [commandOf(from), commandOf(target)]
  return one !== undefined && other !== undefined && one !== other
})
export const onlyNodeConstructs: Rule = (files) =>
  files
    .filter(({ path }) => inside('server', path))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => inside('server', target))
        .flatMap(({ from, line, values }) =>
          values
            .filter((name) => {
              const places = SERVICES.get(name)
              return places && !places.some((place) => from === place || inside(place, from))
            })
            .map((name) => `${from}:${line} has ${name}`),
        ),
    )

export const noCycles: Rule = (files) => {
  const edges = new Map(files.map((file) => [file.path, importsOf(file).map(({ target }) => target)]))
  const done = new Set<string>()
  const cycles: string[] = []
  function visit(path: string, trail: string[]): void {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
    else if (!done.has(path)) for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  return cycles
}
export const kebabCase: Rule = (files) =>
  files
    .map(({ path }) => path)
    .filter((path) => !path.split('/').every((name) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(name)))
export const notTooLong: Rule = (files) =>
  files
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > LONGEST)
    .map(({ path, lines }) => `${path} has ${lines} lines`)
