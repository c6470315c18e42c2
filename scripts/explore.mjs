// npm run explore
import { runBuilt } from './run-built.mjs'

await runBuilt('proof/explore-main.js')
