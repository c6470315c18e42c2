export { FORMATS, type Formats } from '../../../shared/formats.ts'
