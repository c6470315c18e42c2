import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cutFonts, FOLDER } from '../../scripts/fonts.mjs'

test('the fonts have the characters of the page: node scripts/fonts.mjs cuts them again', async () => {
  const fonts = await cutFonts()
  expect(fonts).toHaveLength(2)
  for (const { name, content } of fonts) {
    const kept = readFileSync(join(FOLDER, name))
    expect([name, Buffer.compare(kept, content)]).toEqual([name, 0])
  }
})
