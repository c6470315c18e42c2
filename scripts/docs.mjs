// npm run docs: writes the pages that are made from the code
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, ROOT } from './build.mjs'

build()
const built = (...path) => import(pathToFileURL(join(ROOT, 'dist', 'server', ...path)).href)
const { protocolPage } = await built('docs', 'protocol-page.js')
const { lessonsPage } = await built('lessons', 'lessons-page.js')
const pages = {
  'protocol.md': protocolPage(),
  'lessons.md': lessonsPage('en'),
  'lektionen.md': lessonsPage('de'),
}
mkdirSync(join(ROOT, 'docs'), { recursive: true })
for (const [name, text] of Object.entries(pages)) {
  writeFileSync(join(ROOT, 'docs', name), text)
  console.log(`  docs/${name} is written.`)
}
