import { PACE } from '../../shared/pace.ts'
import { PAUSABLE } from './class-state.ts'

/** Lua: a set of texts as a table. */
export const luaSet = (texts: readonly string[]): string =>
  `{ ${texts.map((text) => `['${text}'] = true`).join(', ')} }`

/**
 * Lua about the class of a room, whose hash is `KEYS[1]`. `milliseconds()`: the time. `moved()`: says that the class has
 * changed, and answers the new number. `pause_unwatched(now)`: pauses the phase with the time that it had left when it
 * was last watched, if that is too long ago; answers whether it did.
 */
export const CLASS_LUA = `
local function milliseconds()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local function text_of(n) return string.format('%.0f', n) end
local function class(field) return redis.call('HGET', KEYS[1], field) or '' end
local function publish(channel) redis.pcall('PUBLISH', channel, '{"kind":"class"}') end
local function pause(left)
  redis.call('HSET', KEYS[1], 'paused', '1', 'deadline', '', 'left', left)
  return redis.call('HINCRBY', KEYS[1], 'number', 1)
end
local PAUSABLE = ${luaSet(PAUSABLE)}
local function pause_unwatched(now)
  local deadline, watched = tonumber(class('deadline')), tonumber(class('watched'))
  if not PAUSABLE[class('phase')] or class('paused') == '1' or not deadline or not watched then return false end
  if now - watched <= ${PACE.unwatchedMs} then return false end
  pause(text_of(math.max(0, deadline - watched)))
  return true
end
`
