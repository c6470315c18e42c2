// npm run failover
import { runBuilt } from './run-built.mjs'

await runBuilt('cli/failover/main.js')
