import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../server/engine/engine.ts'
import { roomKeys } from '../../server/redis/keys.ts'
import { joinRoom, loadPlayers, renamePlayer } from '../../server/room/player-store.ts'
import { createRoom } from '../../server/room/room-store.ts'
import { BankError } from '../../shared/errors.ts'
import { distinctEngines, openTestEngine } from '../support/engines.ts'
import { openRoomsNode, type RoomsNode } from '../support/rooms-node.ts'

describe.each(distinctEngines)('the names in a room, on %s', (kind) => {
  let engine: Engine
  let node: RoomsNode
  let code: string
  beforeAll(async () => {
    engine = await openTestEngine(kind)
    node = await openRoomsNode(engine.url)
  })
  beforeEach(async () => {
    code = (await createRoom(node.wire, 100)).code
  })
  afterAll(async () => {
    await node.close()
    await engine.close()
  })

  /** The nickname as stored, or the code of the refusal. */
  const answer = (work: Promise<{ nickname: string }>): Promise<string> =>
    work.then(
      ({ nickname }) => nickname,
      (error) => (error instanceof BankError ? error.code : Promise.reject(error)),
    )
  const join = (nickname: string): Promise<string> =>
    answer(joinRoom(node.wire, code, nickname).then(({ player }) => player))

  it('are compared after folding, and without what cannot be seen', async () => {
    expect(await join('Straße')).toBe('Straße')
    for (const same of ['STRASSE', 'strasse', 'Ｓtraße', '\u200estraße'])
      expect(await join(same)).toBe('nickname-taken')
    expect(await join('می\u200cنا')).toBe('می\u200cنا')
    expect(await join('مینا')).toBe('nickname-taken')
  })

  it('do not pass for another in letters of another script, and may look alike within one', async () => {
    expect(await join('ace')).toBe('ace')
    expect(await join('асе')).toBe('nickname-alike')
    expect(await join('АСЕ')).toBe('nickname-alike')
    expect(await join('lll')).toBe('lll')
    expect(await join('Ill')).toBe('Ill')
    expect(await join('111')).toBe('111')
    expect((await loadPlayers(node.wire, code)).map(({ nickname }) => nickname)).toEqual([
      ...['ace', 'lll', 'Ill', '111'],
    ])
  })

  it('pass for each other in one of two seats at most when both join at once', async () => {
    const answers = await Promise.all(['ace', 'асе', 'ACE', 'АСЕ'].map(join))
    expect(answers.filter((one) => !one.startsWith('nickname-'))).toHaveLength(1)
  })

  it('do not pass for another after renaming either, and a player may change the case of their own', async () => {
    const { player } = await joinRoom(node.wire, code, 'сос')
    await join('ace')
    const rename = (nickname: string) => answer(renamePlayer(node.wire, code, player.id, nickname))
    expect(await rename('асе')).toBe('nickname-alike')
    expect(await rename('Сос')).toBe('Сос')
    expect(await join('coc')).toBe('nickname-alike')
    expect(await rename('Иван')).toBe('Иван')
    expect(await join('coc')).toBe('coc')
  })

  it('are compared with those of seats that an older version has stored, too', async () => {
    const { player } = await joinRoom(node.wire, code, 'ace')
    const { looks, ...older } = player
    expect(looks).toBe('ace')
    const { players } = roomKeys(code)
    await node.wire.command(['HSET', players, player.id, JSON.stringify(older)])
    expect(await join('асе')).toBe('nickname-alike')
    expect(await join('bob')).toBe('bob')
  })
})
