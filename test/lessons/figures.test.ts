import { figuresAreProved } from './figures.ts'

figuresAreProved('small')
