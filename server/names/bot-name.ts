import { isImpostor, looksOf } from './look-alike.ts'
import { nicknameKey } from './nickname-key.ts'

/** What the bot of that number is called: `Bot 1`. */
export const botName = (number: number): string => `Bot ${number}`

const DIGITS = '0123456789'
/** The digit by what it looks like: `l` is 1. */
const LOOKS = new Map([...DIGITS].flatMap((digit) => looksOf(digit).map((look) => [look, digit] as const)))

/** Whether a nickname is the name of a bot, or passes for one in letters of another script. */
export function isBotName(nickname: string): boolean {
  if (/^bot[\s._-]*\d+$/u.test(nicknameKey(nickname))) return true
  return looksOf(nickname).some((look) => {
    const [, name = ''] = /^bot\s*(.+)$/u.exec(look) ?? []
    const digits = Array.from(name, (one) => LOOKS.get(one) ?? '').join('')
    return digits.length === name.length && digits !== '' && isImpostor(nickname, botName(Number(digits)))
  })
}
