// On each engine.
import './register.test.ts'
