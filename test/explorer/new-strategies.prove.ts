// On each engine, with each client.
import './new-strategies.test.ts'
