// On each engine.
import './verbs.test.ts'
