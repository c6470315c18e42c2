// The server as it stands in dist/, without a look at the sources; npm run dev compiles those itself.
import { main } from '../dist/server/main.js'

await main(process.argv.slice(2))
