// npm run report
import { runBuilt } from './run-built.mjs'

await runBuilt('cli/report/main.js')
