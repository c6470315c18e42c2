type Value = string | number | boolean

/** Whether two records have the same fields with the same values. The order of the fields does not matter. */
export function sameFields<T extends { [Field in keyof T]: Value }>(one: T, other: T): boolean {
  const fields = Object.keys(one) as (keyof T)[]
  return (
    fields.length === Object.keys(other).length &&
    fields.every((field) => Object.is(one[field], other[field]))
  )
}
