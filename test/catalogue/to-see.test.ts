import { expect, it } from 'vitest'
import { loadCatalogue } from '../../server/catalogue/catalogue.ts'

it('the card of a strategy that fails only under certain settings says which', async () => {
  const catalogue = await loadCatalogue()
  const told = [...catalogue.values()].flatMap(({ id, card }) => (card.toSee ? [[id, card.toSee]] : []))
  expect(Object.fromEntries(told)).toEqual({
    compensate: expect.stringContaining('refuse overdrafts'),
    incrby: expect.stringContaining('refuse overdrafts'),
    'local-mutex': expect.stringContaining('--nodes 2'),
    lock: expect.stringContaining('delay above 3 s'),
    'lock-unowned': expect.stringContaining('delay above 3 s'),
    'retry-blind': expect.stringContaining('replies'),
  })
})
