import { readFileSync } from 'node:fs'

/** The line of docs/redis.md that makes the user, by the rights it gives: its name and its rules. */
export function documentedUser(channels: 'with' | 'without'): string[] {
  const page = readFileSync(new URL('../../docs/redis.md', import.meta.url), 'utf8')
  const line = /^ACL SETUSER (.*)$/m.exec(page)?.[1]
  if (!line) throw new Error('docs/redis.md has no ACL SETUSER')
  const rules = line.split(' ').map((rule) => (rule.startsWith('>') ? '>s3cret' : rule))
  return channels === 'with' ? rules : rules.filter((rule) => !rule.startsWith('&'))
}
