// On each engine.
import './waiting.test.ts'
