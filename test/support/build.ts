import { build } from '../../scripts/build.mjs'

/** The page and the server as people run them: the browser and the command-line tests use them. */
export default function setup(): void {
  build()
}
