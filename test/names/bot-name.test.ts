import { expect, it } from 'vitest'
import { botName, isBotName } from '../../server/names/bot-name.ts'

it.each(['Bot 1', 'bot12', 'BOT_3', 'Bot  007', 'Ｂｏｔ ７', 'Bоt 5', 'ВОТ 10', 'Вот 1'])(
  '%s is a name of bots',
  (nickname) => {
    expect(isBotName(nickname)).toBe(true)
  },
)

it.each(['Bot', 'Ana', 'Robot 1', 'Bot Lo', 'Botox', 'Bot 1a', '1 Bot', 'Bot ٣', 'Бот', '7'])(
  '%s is a name that a person may have',
  (nickname) => {
    expect(isBotName(nickname)).toBe(false)
  },
)

it('every bot has a name of bots', () => {
  for (let number = 1; number <= 300; number += 1) expect(isBotName(botName(number))).toBe(true)
})
