import { readFileSync } from 'node:fs'

/** The name and the rules of the user that docs/redis.md makes, with or without its rights on channels. */
export function documentedUser(channels: 'with' | 'without'): string[] {
  const page = readFileSync(new URL('../../docs/redis.md', import.meta.url), 'utf8')
  const line = /^ACL SETUSER (.*)$/m.exec(page)?.[1]
  if (!line) throw new Error('docs/redis.md has no ACL SETUSER')
  const rules = line.split(' ').map((rule) => (rule.startsWith('>') ? '>s3cret' : rule))
  return channels === 'with' ? rules : rules.filter((rule) => !rule.startsWith('&'))
}
