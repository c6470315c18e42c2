// Starts the server from dist/ without a build; npm run dev compiles the sources itself.
import { main } from '../dist/server/main.js'

await main(process.argv.slice(2))
