// On each engine.
import './old-records.test.ts'
