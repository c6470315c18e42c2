// npm run shots: makes the pictures of the documents, below docs/pictures/. A real server, a class of scripted people,
// and a Chromium that shows its projector and a phone, in both languages. Run it when a page looks different.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, ROOT } from './build.mjs'

const PHASES = ['lobby', 'question', 'talk', 'race', 'reveal', 'podium']
const LANGUAGES = ['en', 'de']
const FOLDER = 'docs/pictures'

/** The free game on the projector, in the README. */
const FREE = `${FOLDER}/screen.webp`
/** Of a phase of lesson 1, on the projector (`wall`) or a phone. */
const pictureOf = (language, place, phase) => `${FOLDER}/${language}/${place}-${phase}.webp`

/** All pictures that this script makes, by their paths in the project. */
export const PICTURES = [
  FREE,
  ...LANGUAGES.flatMap((language) =>
    PHASES.flatMap((phase) => ['wall', 'phone'].map((place) => pictureOf(language, place, phase))),
  ),
]

async function main() {
  build()
  const { startServer } = await import('./shots/server.mjs')
  const { Camera } = await import('./shots/camera.mjs')
  const { lessonOne } = await import('./shots/lesson-one.mjs')
  const { freeGame } = await import('./shots/free-game.mjs')
  const server = await startServer()
  const camera = await Camera.open(server.base)
  const taken = new Map()
  const take = async (path, page) => {
    taken.set(path, await camera.take(page))
    console.log(`${path}  ${Math.round(taken.get(path).length / 1024)} kB`)
  }
  try {
    await freeGame(server, camera, (page) => take(FREE, page))
    await lessonOne(server, camera, LANGUAGES, (phase, language, place, page) =>
      take(pictureOf(language, place, phase), page),
    )
  } finally {
    await camera.close()
    await server.stop()
  }
  // All or none: pictures of two runs would not fit together.
  rmSync(join(ROOT, FOLDER), { recursive: true, force: true })
  for (const [path, picture] of taken) {
    mkdirSync(join(ROOT, path, '..'), { recursive: true })
    writeFileSync(join(ROOT, path), picture)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
