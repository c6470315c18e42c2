// With more seeds.
import './witnessed.test.ts'
