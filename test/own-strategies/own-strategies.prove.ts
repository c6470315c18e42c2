// On each engine.
import './own-strategies.test.ts'
