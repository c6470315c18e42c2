// With more seeds.
import './truth.test.ts'
