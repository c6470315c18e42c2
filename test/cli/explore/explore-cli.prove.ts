// On each engine.
import './explore-cli.test.ts'
