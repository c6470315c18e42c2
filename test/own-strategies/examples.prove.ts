// Each example in every cell.
import './examples.test.ts'
