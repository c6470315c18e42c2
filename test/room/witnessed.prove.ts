// With one more seed.
import './witnessed.test.ts'
