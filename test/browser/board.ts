import type { Page } from 'playwright-core'

/* What a board shows, as the tests find it. */

export const orders = (page: Page) => page.getByRole('listbox', { name: 'Every order' }).getByRole('option')

export const steps = (page: Page) => page.getByRole('list', { name: 'Steps' }).getByRole('listitem')

export const complete = (page: Page) =>
  page.getByText('Complete: there are no others.').first().waitFor({ state: 'attached' })

/** What it says in large letters. */
export const sentence = (page: Page, text: string | RegExp) =>
  page.getByRole('heading', { level: 1, name: text })

export const query = (page: Page) => new URL(page.url()).searchParams
