import { setTimeout as pause } from 'node:timers/promises'
import { Person } from './person.mjs'

const NAMES = [
  ...['Ada', 'Ben', 'Chloé', 'Dario', 'Elif', 'Finn', 'Gül', 'Hannah', 'Ivo', 'Jana', 'Kofi', 'Lena'],
  ...['Malik', 'Nora', 'Oskar', 'Priya', 'Quentin', 'Rosa', 'Samir', 'Tara', 'Uwe', 'Valentina'],
]
/** Those whose phones are in the pictures. */
const SHOWN = { en: 'Mia', de: 'Jonas' }
/** What the class answers: alone, after talking, and to the new case. Most believe that the last press wins. */
const ALONE = ['a', 'b', 'c', 'b', 'd', 'a', 'b', 'c']
const TALKED = ['c', 'b', 'c', 'c', 'a', 'c', 'c', 'b']
const NEW_CASE = ['b', 'b', 'b', 'a', 'b', 'b', 'c', 'b']

/** Lesson 1 from the lobby to the podium: a picture of each phase, in each language, on the projector and a phone. */
export async function lessonOne({ base }, camera, languages, picture) {
  const host = await Person.host(base)
  const { code, hostToken } = host
  const people = []
  for (const name of NAMES) people.push(await Person.join(base, code, name))
  const shown = await Promise.all(
    languages.map(async (language) => {
      const stored = { 'bankrun:language': language }
      const hosting = { ...stored, [`bankrun:host:${code}`]: JSON.stringify(hostToken) }
      const wall = await camera.show(`/r/${code}/screen`, { on: 'wall', language, stored: hosting })
      const phone = await camera.show(`/r/${code}`, { on: 'phone', language, stored })
      await phone.getByRole('textbox').first().fill(SHOWN[language])
      await phone.keyboard.press('Enter')
      return { language, wall, phone }
    }),
  )
  const phones = shown.map(({ phone }) => phone)
  const take = async (name, phase = name) => {
    // Phones first: their last press of the race is still on its way.
    for (const { language, phone } of shown) {
      await phone.locator(`.phone[data-phase="${phase}"]`).waitFor()
      await picture(name, language, 'phone', phone)
    }
    for (const { language, wall } of shown) {
      await wall.locator(`.class-screen[data-phase="${phase}"]`).waitFor()
      await picture(name, language, 'wall', wall)
    }
  }
  const answer = (from, to, choices) => {
    for (const [i, person] of people.slice(from, to).entries())
      person.answer(choices[(from + i) % choices.length])
  }
  /** The phones in the pictures choose, and send it after the picture. */
  const choose = (which) =>
    Promise.all(phones.map((phone) => phone.locator('.choice-row').nth(which).click()))
  const confirm = () => Promise.all(phones.map((phone) => phone.locator('.phone-foot .button').click()))
  const arrived = (phase) =>
    Promise.all([host, ...people].map((person) => person.until(() => person.view.phase === phase)))

  await host.lead('lobby', 'lobby', { lesson: 'lost-update' })
  await host.until(() => host.view.here === NAMES.length + phones.length && host.view.bots.count > 0)
  await take('lobby')

  await host.lead('next', 'question')
  await arrived('question')
  answer(0, 14, ALONE)
  await host.until(() => host.view.done === 14)
  await choose(1)
  await take('question')
  await confirm()
  answer(14, NAMES.length, ALONE)

  await arrived('talk')
  await choose(2)
  answer(0, 9, TALKED)
  await host.until(() => host.view.done === 9)
  await take('talk')
  await confirm()
  answer(9, NAMES.length, TALKED)

  await arrived('countdown')
  await host.lead('next', 'running')
  await arrived('running')
  await race(people, phones, () => take('race', 'running'))
  await host.lead('next', 'settling')
  await arrived('reveal')
  await Promise.all(shown.map(({ wall }) => wall.locator('.reveal').waitFor()))
  await take('reveal')

  await host.lead('next', 'transfer')
  await arrived('transfer')
  await choose(1)
  await confirm()
  answer(0, NAMES.length, NEW_CASE)
  await arrived('learnt')
  await host.lead('next', 'podium')
  await take('podium')
  for (const person of [host, ...people]) person.close()
}

/** All press for some seconds, now and then two at once, and go on while `picture` is taken. */
async function race(people, phones, picture) {
  let going = true
  const pressing = (async () => {
    for (let n = 0; going; n++) {
      people[(n * 7) % people.length].fire(n % 3 ? 50 : -150)
      await pause(280)
    }
  })()
  for (const button of ['.deposit', '.withdraw', '.deposit']) {
    await pause(2500)
    await Promise.all(phones.map((phone) => phone.locator(`.fire${button}`).click()))
  }
  await pause(500)
  await picture()
  going = false
  await pressing
}
