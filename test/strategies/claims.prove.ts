// Every claim on each engine, with each client.
import './claims.test.ts'
