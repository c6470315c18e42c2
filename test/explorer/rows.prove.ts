// On each engine.
import './rows.test.ts'
