import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

const SIZES = {
  wall: { viewport: { width: 1920, height: 1080 } },
  // As sharp as on a phone's own screen.
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
}
/** Documents show pictures smaller than they are on a projector or a phone. */
const SHOWN = 2 / 3
const QUALITY = 0.82

function chromiumPath() {
  const { PATH = '' } = process.env
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const found = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  const path = found.find((one) => existsSync(one))
  if (!path) throw new Error('Pictures need Chromium or Chrome on the PATH.')
  return path
}

/** A browser that shows pages of the server and takes pictures of them. */
export class Camera {
  #base
  #browser
  #encoder

  static async open(base) {
    const camera = new Camera()
    camera.#base = base
    camera.#browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
    camera.#encoder = await camera.#browser.newPage()
    return camera
  }

  /** A page of the server: on a `wall` or a `phone`, in this language, with this in its local storage. */
  async show(path, { on, language, stored = {} }) {
    const context = await this.#browser.newContext({
      ...SIZES[on],
      ...{ colorScheme: 'dark', reducedMotion: 'reduce', locale: language },
    })
    const page = await context.newPage()
    await page.addInitScript((entries) => Object.assign(localStorage, entries), stored)
    await page.goto(`${this.#base}${path}`)
    return page
  }

  /** What the page shows, as WebP: the browser makes it, so no library for pictures is needed. */
  async take(page) {
    await page.evaluate(() => document.fonts.ready)
    const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
    const url = await this.#encoder.evaluate(
      async ([data, scale, quality]) => {
        const image = new Image()
        image.src = data
        await image.decode()
        const canvas = document.createElement('canvas')
        canvas.width = Math.round(image.width * scale)
        canvas.height = Math.round(image.height * scale)
        const context = canvas.getContext('2d')
        context.imageSmoothingQuality = 'high'
        context.drawImage(image, 0, 0, canvas.width, canvas.height)
        return canvas.toDataURL('image/webp', quality)
      },
      [`data:image/png;base64,${png.toString('base64')}`, SHOWN, QUALITY],
    )
    return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
  }

  close() {
    return this.#browser.close()
  }
}
