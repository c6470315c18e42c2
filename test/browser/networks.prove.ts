// Also on networks that let a page wait.
import './networks.test.ts'
