// npm run failover
import { runBuilt } from './run-built.mjs'

await runBuilt('failover/main.js')
