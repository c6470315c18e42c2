// On each engine.
import './lesson.test.ts'
