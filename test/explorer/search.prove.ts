// With 1,680 orders.
import './search.test.ts'
