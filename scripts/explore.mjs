// npm run explore
import { runBuilt } from './run-built.mjs'

await runBuilt('cli/explore/explore-main.js')
