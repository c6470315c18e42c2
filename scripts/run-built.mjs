// Builds if necessary, then calls `main` of a built module with the arguments of the command line.
import { build } from './build.mjs'
import { checkNode, endWith, runModule } from './run-module.mjs'

export async function runBuilt(module) {
  checkNode()
  try {
    build()
  } catch (error) {
    endWith(error.message)
  }
  await runModule(module, process.argv.slice(2))
}
