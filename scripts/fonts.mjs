// node scripts/fonts.mjs: cuts the two fonts down to what the page uses, into client/fonts/. Run it when a text of the
// page has a new character; a test says so. docs/decisions/021-fonts-are-cut-and-kept.md
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
export const FOLDER = join(ROOT, 'client', 'fonts')
/** Served with the page: the licence of the fonts asks for it. */
const LICENCES = join(ROOT, 'client', 'public', 'font-licences')
const FONTS = ['bricolage-grotesque', 'jetbrains-mono']
/** Where texts of the page come from. */
const TEXTS = ['client', 'server', 'shared']
/** The weights in client/styles. */
const WEIGHTS = { min: 400, max: 700 }
/** Kerning, accents, digits of one width. Without ligatures: in code each character is shown as it is. */
const FEATURES = ['kern', 'mark', 'mkmk', 'ccmp', 'locl', 'tnum']

const between = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('')

/** ASCII and Latin-1, for the names that players have, and every other character of the page's texts. */
function characters() {
  let texts = between(0x20, 0x7e) + between(0xa0, 0xff)
  for (const folder of TEXTS) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true })) {
      if (/\.(tsx?|html|css)$/.test(name)) texts += readFileSync(join(ROOT, folder, name), 'utf8')
    }
  }
  return [...new Set(texts)].sort().join('')
}

/** The cut fonts: file name and content. */
export async function cutFonts() {
  const { resolve } = createRequire(import.meta.url)
  const text = characters()
  const cut = []
  for (const font of FONTS) {
    const whole = resolve(`@fontsource-variable/${font}/files/${font}-latin-wght-normal.woff2`)
    cut.push({
      name: `${font}.woff2`,
      licence: join(dirname(dirname(whole)), 'LICENSE'),
      content: await subsetFont(readFileSync(whole), text, {
        targetFormat: 'woff2',
        noHinting: true,
        keepFeatures: FEATURES,
        variationAxes: { wght: WEIGHTS },
      }),
    })
  }
  return cut
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const folder of [FOLDER, LICENCES]) mkdirSync(folder, { recursive: true })
  for (const { name, licence, content } of await cutFonts()) {
    writeFileSync(join(FOLDER, name), content)
    copyFileSync(licence, join(LICENCES, name.replace('.woff2', '.txt')))
    console.log(`${name}: ${content.length} bytes`)
  }
}
