import { nanoid } from 'nanoid'
import { WebSocket } from 'ws'

/** One scripted page of a room: a person, or the host. */
export class Person {
  /** What the class does, as it was told last. */
  view
  #protocol
  #epoch = 1
  #checks = new Set()
  #log = []

  constructor(base) {
    this.socket = new WebSocket(`${base.replace('http', 'ws')}/ws`)
    this.socket.on('message', (data) => {
      const message = JSON.parse(data)
      if (message.type === 'greeted') this.#protocol = message.protocol
      if (message.type === 'class') this.view = message
      if (message.epoch && 'account' in message) this.#epoch = message.epoch
      if (message.type === 'error') throw new Error(`${message.re}: ${message.message}`)
      if (message.type !== 'frame') this.#log.push(message)
      for (const check of this.#checks) check()
    })
  }

  /** Opens a room; its first page is the host's. */
  static async host(base, opening) {
    const host = new Person(base)
    await host.next('greeted')
    host.send({ type: 'create', opening })
    const { code, hostToken } = await host.next('created')
    await host.#enter({ code, hostToken, seat: { kind: 'screen' } })
    return Object.assign(host, { code, hostToken })
  }

  static async join(base, code, nickname) {
    const person = new Person(base)
    await person.next('greeted')
    await person.#enter({ code, seat: { kind: 'new', nickname } })
    return person
  }

  async #enter(where) {
    this.send({ type: 'enter', protocol: this.#protocol, ...where })
    await this.next('snapshot')
    await this.until(() => this.view)
  }

  send(message) {
    this.socket.send(JSON.stringify(message))
  }

  fire(amount) {
    this.send({ type: 'fire', tx: nanoid(), amount, epoch: this.#epoch })
  }

  answer(choice) {
    this.send({ type: 'answer', number: this.view.number, choice })
  }

  /** Leads the class, and waits until it is in the phase. */
  async lead(event, phase, more = {}) {
    this.send({ type: 'lead', number: this.view.number, event, ...more })
    await this.until(() => this.view.phase === phase)
  }

  /** Resolves as soon as `found` answers something. */
  until(found) {
    return new Promise((resolve) => {
      const check = () => {
        const what = found()
        if (!what) return
        this.#checks.delete(check)
        resolve(what)
      }
      this.#checks.add(check)
      check()
    })
  }

  /** The first message of this type. */
  next(type) {
    return this.until(() => this.#log.find((message) => message.type === type))
  }

  close() {
    this.socket.terminate()
  }
}
