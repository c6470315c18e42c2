import { z } from 'zod'

type Schema = z.core.$ZodType

/** A schema's name on the page, if it has one there. */
export type NameOf = (schema: Schema) => string | undefined

/** The schema and the schemas it was copied from: `.describe()` and `.refine()` make copies. */
export function* origins(schema: Schema): Generator<Schema> {
  for (let one: Schema | undefined = schema; one; one = one._zod.parent) yield one
}

function meaningOf(schema: Schema): string {
  const described = z.globalRegistry.get(schema)?.description
  if (described) return described
  const wraps =
    schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
  return wraps ? meaningOf(schema.unwrap()) : ''
}

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``

/** An enum with more options than this is shown as `string`. */
const SPELLED_OUT = 10

/** The type of a field in words: "integer, −10000 to 10000", "array of [Entry](#entry)". */
export function typeOf(schema: Schema, nameOf: NameOf): string {
  const name = nameOf(schema)
  if (name) return `[${name}](#${name.toLowerCase()})`
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return typeOf(schema.unwrap(), nameOf)
  if (schema instanceof z.ZodNullable) return `${typeOf(schema.unwrap(), nameOf)} or null`
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(code).join(' or ')
  if (schema instanceof z.ZodEnum) {
    return schema.options.length > SPELLED_OUT ? 'string' : schema.options.map(code).join(' or ')
  }
  if (schema instanceof z.ZodUnion && !(schema instanceof z.ZodDiscriminatedUnion))
    return schema.options.map((option) => typeOf(option, nameOf)).join(' or ')
  if (schema instanceof z.ZodObject) return `{ ${Object.keys(schema.shape).join(', ')} }`
  if (schema instanceof z.ZodArray) {
    const { minItems, maxItems } = z.toJSONSchema(schema, { io: 'input' })
    const many = minItems === undefined ? '' : ` of ${minItems} to ${maxItems}`
    return `array${many}${many ? ':' : ' of'} ${typeOf(schema.element, nameOf)}`
  }
  return leafType(z.toJSONSchema(schema, { io: 'input' }))
}

function leafType(leaf: z.core.JSONSchema.BaseSchema): string {
  switch (leaf.type) {
    case 'integer': {
      const { minimum, exclusiveMinimum, maximum } = leaf
      const from = typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : minimum
      const least = from === undefined || from === Number.MIN_SAFE_INTEGER ? undefined : from
      const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum
      if (least !== undefined && most !== undefined) return `integer, ${least} to ${most}`
      return least === undefined ? 'integer' : `integer, ${least} or more`
    }
    case 'string': {
      const { minLength, maxLength, pattern } = leaf
      if (pattern) return `string, \`${pattern}\``
      if (maxLength === undefined) return 'string'
      return `string, ${minLength === undefined ? 'at most' : `${minLength} to`} ${maxLength} characters`
    }
    case 'number':
    case 'boolean':
      return leaf.type
    default:
      throw new Error(`the page has no words for the type ${JSON.stringify(leaf)}`)
  }
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** A table with one row per field of an object, without `except`; a sentence when there are no fields. */
export function fieldTable(schema: z.ZodObject, nameOf: NameOf, except: string): string {
  const rows = Object.entries(schema.shape)
    .filter(([field]) => field !== except)
    .map(([field, value]) => {
      const name = `\`${field}\`${value instanceof z.ZodOptional ? ' (optional)' : ''}`
      return `| ${name} | ${cell(typeOf(value, nameOf))} | ${cell(meaningOf(value))} |`
    })
  if (rows.length === 0) return 'No further fields.'
  return ['| Field | Type | Meaning |', '| --- | --- | --- |', ...rows].join('\n')
}

/** A table of the places of an array of fixed length, counted from 0. */
function placeTable(schema: z.ZodTuple, nameOf: NameOf): string {
  const rows = schema.def.items.map((item, place) => {
    const optional = item instanceof z.ZodOptional ? ' (optional)' : ''
    return `| ${place}${optional} | ${cell(typeOf(item, nameOf))} | ${cell(meaningOf(item))} |`
  })
  return ['An array:', '', '| Place | Type | Holds |', '| --- | --- | --- |', ...rows].join('\n')
}

/** The tables of a named type: one for an object or an array, one per variant for a union. */
export function typeTables(schema: Schema, nameOf: NameOf): string {
  if (schema instanceof z.ZodObject) return fieldTable(schema, nameOf, '')
  if (schema instanceof z.ZodTuple) return placeTable(schema, nameOf)
  if (!(schema instanceof z.ZodDiscriminatedUnion))
    throw new Error('only objects, arrays and unions have tables')
  const { discriminator } = schema.def
  return schema.options
    .map((option) => {
      if (!(option instanceof z.ZodObject)) throw new Error('a variant is an object')
      const tag = typeOf(option.shape[discriminator], nameOf)
      return `With \`${discriminator}\` ${tag}:\n\n${fieldTable(option, nameOf, discriminator)}`
    })
    .join('\n\n')
}
