import type { Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { redisServerPath } from '../support/machine.ts'
import { startServer, type TestServer } from '../support/server.ts'

/* Locators for the parts of a board. */

export const orders = (page: Page) => page.getByRole('listbox', { name: 'Every order' }).getByRole('option')

export const steps = (page: Page) => page.getByRole('list', { name: 'Steps' }).getByRole('listitem')

export const complete = (page: Page) =>
  page
    .getByText(/Complete for .* There are no other orders\./)
    .first()
    .waitFor({ state: 'attached' })

/** The headline. */
export const sentence = (page: Page, text: string | RegExp) =>
  page.getByRole('heading', { level: 1, name: text })

export const query = (page: Page) => new URL(page.url()).searchParams

/** Registers hooks that start a server for the surrounding `describe`; `base` is set when its tests run. */
export function served(): { base: string } {
  const at = { base: '' }
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(redisServerPath ? 'local' : 'embedded')
    at.base = `http://127.0.0.1:${server.port}`
  })
  afterAll(() => server.close())
  return at
}
