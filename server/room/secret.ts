import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 144 random bits: a host's or a player's secret. Only its hash is stored. */
export const newSecret = (): string => randomBytes(18).toString('base64url')

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

export function matches(secret: string, hash: string): boolean {
  const given = Buffer.from(hashSecret(secret))
  const stored = Buffer.from(hash)
  return given.length === stored.length && timingSafeEqual(given, stored)
}
