// On each engine, with each client.
import './known-answers.test.ts'
