// npm run matrix
import { runBuilt } from './run-built.mjs'

await runBuilt('proof/matrix-main.js')
