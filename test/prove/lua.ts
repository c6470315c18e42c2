import type { Verb } from './program.ts'

/** The Lua script of a verb: KEYS[1] is the balance, KEYS[2] the version. Throws for a plain command. */
export function luaOf(verb: Verb): string {
  switch (verb.verb) {
    case 'blind':
    case 'constant':
      return `redis.call('SET', KEYS[1], ARGV[1])`
    case 'decoy':
      if (verb.look === 'SET GET') return `redis.call('SET', KEYS[1], ARGV[1], 'GET')`
      return `redis.call('${verb.look}', KEYS[1]); redis.call('SET', KEYS[1], ARGV[1])`
    case 'add': {
      const check = verb.checked
        ? `if tonumber(ARGV[1]) < 0 and redis.call('GET', KEYS[1]) + ARGV[1] < tonumber(ARGV[2]) then return 'rejected' end; `
        : ''
      if (verb.how === 'INCRBY') return `${check}redis.call('INCRBY', KEYS[1], ARGV[1])`
      return `${check}redis.call('SET', KEYS[1], string.format('%.0f', redis.call('GET', KEYS[1]) + ARGV[1]))`
    }
    case 'compare': {
      const key = verb.on === 'value' ? 1 : 2
      return `if redis.call('GET', KEYS[${key}]) ~= ARGV[1] then return 'conflict' end; redis.call('SET', KEYS[1], ARGV[2])`
    }
    case 'nothing':
      return `redis.call('GET', KEYS[1])`
    case 'refuse':
      return `return '${verb.answer}'`
    case 'set':
    case 'incrBy':
    case 'setIfEq':
      throw new TypeError(`${verb.verb} is not a script`)
  }
}
