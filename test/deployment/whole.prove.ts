// With sixty players.
import './whole.test.ts'
