import { build } from '../../scripts/build.mjs'

/** Builds the page and the server, which the browser tests and the command-line tests run. */
export default function setup(): void {
  build()
}
