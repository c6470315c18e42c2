// Builds if necessary, then calls `main` of a built module with the arguments of the command line.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, ROOT } from './build.mjs'

const [major, minor] = process.versions.node.split('.').map(Number)

export async function runBuilt(module) {
  try {
    if (major < 20 || (major === 20 && minor < 19)) {
      throw new Error(
        `Bank Run needs Node 20.19 or newer, this is ${process.version}. Get one at https://nodejs.org`,
      )
    }
    build()
  } catch (error) {
    process.stderr.write(`\n  ${error.message}\n\n`)
    process.exit(1)
  }
  const { main } = await import(pathToFileURL(join(ROOT, 'dist', 'server', module)).href)
  await main(process.argv.slice(2))
}
