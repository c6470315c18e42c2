import { setTimeout as pause } from 'node:timers/promises'
import { Person } from './person.mjs'

const NAMES = ['Ada', 'Ben', 'Chloé', 'Elif', 'Kofi', 'Nora']
const OPENING = 2000
/** Who presses, one after another; a withdrawal has a minus. */
const PRESSES = [0, 1, 2, -3, 4, 0, 5, 2, -1, 3, 4, 0, 2, -5, 1, 4, -2, 0, 3, 5, 1, -4, 2, 0]

/** A room without rounds in which people press as they like: a picture of its projector. */
export async function freeGame({ base }, camera, picture) {
  const host = await Person.host(base, OPENING)
  const people = []
  for (const name of NAMES) people.push(await Person.join(base, host.code, name))
  const stored = { 'bankrun:language': 'en' }
  const wall = await camera.show(`/r/${host.code}/screen`, { on: 'wall', language: 'en', stored })
  await wall.locator('[data-figure="actual"]').first().waitFor({ state: 'attached' })
  for (const press of PRESSES) {
    people[Math.abs(press)].fire(press < 0 ? -150 : 50)
    await pause(550)
  }
  await pause(300)
  await picture(wall)
  for (const person of [host, ...people]) person.close()
}
