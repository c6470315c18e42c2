import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LESSONS } from '../../server/lessons/all-lessons.ts'
import { LANGUAGES } from '../../shared/rounds/languages.ts'
import { chromiumPath } from '../support/machine.ts'
import { madeUpLesson, madeUpRecord, madeUpView } from '../support/made-up-class.ts'
import { openRoom, startServer, type TestServer } from '../support/server.ts'
import { flawsForTheBackRow } from './back-row.ts'
import { Pages, PROJECTOR } from './pages.ts'
import { openStage } from './stage.ts'

describe.skipIf(!chromiumPath && !process.env.CI)('the texts of every lesson', () => {
  const pages = Pages.forTests()
  let server: TestServer
  beforeAll(async () => {
    server = await startServer('embedded')
  })
  afterAll(() => server.close())

  it.each(LANGUAGES)(
    'fit on the projector, and the back row can read them (%s)',
    async (language) => {
      const room = await openRoom(server.port)
      const stored = { 'bankrun:language': language }
      const base = `http://127.0.0.1:${server.port}`
      const stage = await openStage(pages, base, room, { viewport: PROJECTOR, stored })
      const flaws: string[] = []
      let number = 0
      for (const [index, { id }] of LESSONS.entries()) {
        const record = madeUpRecord({ lesson: id, round: index + 1 })
        for (const phase of ['question', 'reveal', 'learnt'] as const) {
          number += 1
          const lesson = madeUpLesson(phase, language, index)
          await stage.show(madeUpView(phase, { number, lesson, round: index + 1 }), record)
          for (const flaw of await flawsForTheBackRow(stage.page)) flaws.push(`${id}, ${phase}: ${flaw}`)
        }
      }
      expect(flaws).toEqual([])
      room.close()
    },
    90_000,
  )
})
