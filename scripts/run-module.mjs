// Calls `main` of a built module with arguments. Errors that a person can put right are printed as sentences.
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const [major, minor] = process.versions.node.split('.').map(Number)

/** Ends the process when this Node is too old. */
export function checkNode() {
  if (major > 20 || (major === 20 && minor >= 19)) return
  endWith(`Bank Run needs Node 20.19 or newer, this is ${process.version}. Get one at https://nodejs.org`)
}

/** Prints the sentence and ends the process. */
export function endWith(sentence) {
  process.stderr.write(`\n  ${sentence}\n\n`)
  process.exit(1)
}

/** `module`: its path below dist/server. */
export async function runModule(module, argv) {
  const { main } = await import(new URL(`../dist/server/${module}`, import.meta.url).href).catch((error) => {
    const [, missing] = /^Cannot find package '(.+?)'/.exec(error.message) ?? []
    if (error.code === 'ERR_MODULE_NOT_FOUND' && missing)
      endWith(`${missing} is not installed. Run: npm install`)
    throw error
  })
  await main(argv)
}
