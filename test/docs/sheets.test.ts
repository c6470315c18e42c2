import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { sharedChromium } from '../browser/chromium.ts'
import { chromiumPath } from '../support/machine.ts'

const SHEETS = ['sheet.html', 'blatt.html'] as const
const fileOf = (name: string): URL => new URL(`../../docs/${name}`, import.meta.url)
const read = (name: string): string => readFileSync(fileURLToPath(fileOf(name)), 'utf8')

describe('the sheet for participants', () => {
  it('has the same parts in both languages, and loads nothing from elsewhere', () => {
    const [en = [], de = []] = SHEETS.map((name) => [...read(name).matchAll(/<(\w+)/g)].map(([, tag]) => tag))
    expect(de).toEqual(en)
    for (const name of SHEETS) expect(read(name)).not.toMatch(/https?:|src=|<link|<script/)
  })

  it
    .skipIf(!chromiumPath && !process.env.CI)
    .each(SHEETS.flatMap((name) => (['A4', 'Letter'] as const).map((format) => ({ name, format }))))(
    '$name prints on one page: $format',
    async ({ name, format }) => {
      const page = await (await sharedChromium()).newPage()
      try {
        await page.goto(fileOf(name).href)
        const pdf = (await page.pdf({ format })).toString('latin1')
        expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
      } finally {
        await page.close()
      }
    },
  )
})
