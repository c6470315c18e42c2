import { setTimeout as pause } from 'node:timers/promises'
import { Person } from './person.mjs'

const NAMES = ['Ada', 'Ben', 'Chloé', 'Elif', 'Kofi', 'Nora']
const OPENING = 2000
/** Who presses, one after another; a withdrawal has a minus. */
const PRESSES = [0, 1, 2, -3, 4, 0, 5, 2, -1, 3, 4, 0, 2, -5, 1, 4, -2, 0, 3, 5, 1, -4, 2, 0]

/** Presses at most. */
const MOST = 100

/** A room without rounds in which people press as they like: a picture of its projector. */
export async function freeGame({ base }, camera, picture) {
  const host = await Person.host(base, OPENING)
  const people = []
  for (const name of NAMES) people.push(await Person.join(base, host.code, name))
  const stored = { 'bankrun:language': 'en' }
  const wall = await camera.show(`/r/${host.code}/screen`, { on: 'wall', language: 'en', stored })
  await wall.locator('[data-figure="actual"]').first().waitFor({ state: 'attached' })
  const figure = (name) => wall.locator(`[data-figure="${name}"]`).first().getAttribute('data-value')
  const differ = async () => (await figure('expected')) !== (await figure('actual'))
  // By chance the balance may be right in the end; then they go on.
  for (let n = 0; n < PRESSES.length || (n < MOST && !(await differ())); n++) {
    const press = PRESSES[n % PRESSES.length]
    people[Math.abs(press)].fire(press < 0 ? -150 : 50)
    await pause(550)
  }
  await picture(wall)
  for (const person of [host, ...people]) person.close()
}
