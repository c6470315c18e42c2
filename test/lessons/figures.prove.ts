import { figuresAreProved } from './figures.ts'

figuresAreProved('large')
