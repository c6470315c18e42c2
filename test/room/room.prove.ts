// On each engine, also an external one.
import './room.test.ts'
