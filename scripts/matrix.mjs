// npm run matrix
import { runBuilt } from './run-built.mjs'

await runBuilt('cli/explore/matrix-main.js')
