import { KEPT_SECONDS, UNAPPLIED_KEPT } from '../redis/keys.ts'

/** The first characters of a receipt while its strategy may take the booking back, and after that. */
export const OPEN = '{"outcome":"applied","open":true,'
export const CLOSED = '{"outcome":"applied",'
/** Lua that adds to the list of unapplied transactions. */
export const ADD_UNAPPLIED = `
local function add_unapplied(key, text)
  redis.pcall('RPUSH', key, text)
  redis.pcall('LTRIM', key, '-${UNAPPLIED_KEPT}', '-1')
  redis.pcall('EXPIRE', key, ${KEPT_SECONDS})
end`
