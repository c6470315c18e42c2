// npm run swarm
import { runBuilt } from './run-built.mjs'

await runBuilt('cli/swarm/main.js')
