// On each engine.
import './demo.test.ts'
