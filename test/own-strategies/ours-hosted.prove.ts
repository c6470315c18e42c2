// On each engine.
import './ours-hosted.test.ts'
