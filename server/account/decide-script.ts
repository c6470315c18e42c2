import { KEPT_SECONDS } from '../redis/keys.ts'
import { script } from '../redis/script.ts'
import { ADD_UNAPPLIED, CLOSED, OPEN } from './receipt-lua.ts'

/** Placeholder for the version in a refusal: `DECIDE` replaces it with the newest version. */
export const DECIDED_AT = -1

/**
 * Decides a transaction: keeps its receipt, or stores the given one if there is none. An open receipt (its strategy
 * could still take the booking back) is closed as applied. KEYS: receipt, unapplied transactions, version.
 * ARGV: the receipt to store if there is none, the channel, the message to publish then, and the text to add to the
 * unapplied transactions. In each text `"toVersion":-1` becomes the newest version. Answers the receipt in force.
 */
export const DECIDE = script(`
${ADD_UNAPPLIED}
local receipt = redis.call('GET', KEYS[1])
if receipt then
  if string.sub(receipt, 1, ${OPEN.length}) == '${OPEN}' then
    receipt = '${CLOSED}' .. string.sub(receipt, ${OPEN.length + 1})
    redis.call('SET', KEYS[1], receipt, 'EX', ${KEPT_SECONDS})
  end
  return receipt
end
local version = redis.pcall('GET', KEYS[3])
version = type(version) == 'string' and tonumber(version)
local function dated(text)
  if not version then return (string.gsub(text, ',"toVersion":%-1', '', 1)) end
  return (string.gsub(text, '"toVersion":%-1', string.format('"toVersion":%.0f', version), 1))
end
receipt = dated(ARGV[1])
redis.call('SET', KEYS[1], receipt, 'EX', ${KEPT_SECONDS})
add_unapplied(KEYS[2], dated(ARGV[4]))
redis.pcall('PUBLISH', ARGV[2], dated(ARGV[3]))
return receipt
`)
