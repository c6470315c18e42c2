// With the crash of a lone node, which is seen after ten seconds.
import './processes.test.ts'
