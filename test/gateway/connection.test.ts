import { describe, expect, it } from 'vitest'
import { BankError } from '../../shared/errors.ts'
import { createRoom, NEW, openLoneConnection, RESUMED, SCREEN } from '../support/lone-connection.ts'

describe('a connection', () => {
  it('is in its room, and its player known, as soon as it is told that it has entered', async () => {
    const { connection, inside, told } = openLoneConnection()
    expect(connection.player).toBeUndefined()
    const room = await inside()
    expect(told()).toEqual(['greeted', 'entered'])
    expect([...room.sessions]).toEqual([connection])
    expect(connection.player).toBe(RESUMED.player)
  })

  it('is in no room, and enters no second one, while it is entering', async () => {
    const { connection, receive, enter, answer, told } = openLoneConnection()
    const entering = enter(RESUMED)
    await enter(SCREEN)
    await receive({ type: 'inspect', versions: [1] })
    await receive({ type: 'leave' })
    expect(told()).toEqual(['greeted', 'already-entered', 'not-in-room', 'not-in-room'])
    expect(connection.player).toBeUndefined()
    answer(createRoom('AAAAAA'))
    await entering
    expect(told().at(-1)).toBe('entered')
  })

  it('may try again when it could not enter', async () => {
    const { enter, answer, inside, told } = openLoneConnection()
    const entering = enter(RESUMED)
    answer(new BankError('cannot-resume'))
    await entering
    expect(told()).toEqual(['greeted', 'cannot-resume'])
    await inside()
    expect(told().at(-1)).toBe('entered')
  })

  it.each([
    ['a new seat is given back', NEW, [`abandon ${RESUMED.player} of try 1`]],
    ['a seat it came back to is kept', RESUMED, []],
    ['a screen has nothing to give back', SCREEN, []],
  ] as const)('that closes while it enters is in no room: %s', async (_, seat, wanted) => {
    const { connection, asked, enter, answer, told } = openLoneConnection()
    const room = createRoom('AAAAAA')
    const entering = enter(seat)
    connection.closed()
    answer(room)
    await new Promise(setImmediate)
    answer(room)
    await entering
    expect(asked).toEqual(wanted)
    expect([...room.sessions]).toEqual([])
    expect(told()).toEqual(['greeted'])
  })

  it('whose socket has begun to close while it enters is in no room, and gives its new seat back', async () => {
    const { connection, socket, asked, enter, answer, told } = openLoneConnection()
    const room = createRoom('AAAAAA')
    const entering = enter(NEW)
    socket.readyState = 2
    answer(room)
    await new Promise(setImmediate)
    answer(room)
    await entering
    expect(asked).toEqual([`abandon ${RESUMED.player} of try 1`])
    expect([...room.sessions]).toEqual([])
    connection.closed()
    expect(told()).toEqual(['greeted'])
  })

  it('that is closed has left its room, once, and neither says nor hears anything more', async () => {
    const { connection, asked, answers, enter, inside, told } = openLoneConnection()
    const room = await inside()
    connection.closed()
    connection.closed()
    connection.end('expired')
    await enter(SCREEN)
    connection.send({ type: 'checking', tx: 'x' })
    expect(asked).toEqual(['left AAAAAA'])
    expect([...room.sessions]).toEqual([])
    expect(connection.player).toBeUndefined()
    expect(told()).toEqual(['greeted', 'entered'])
    expect(answers).toEqual([])
  })

  it('whose room has ended is outside, and may enter another one', async () => {
    const { connection, asked, receive, inside, told } = openLoneConnection()
    await inside()
    connection.end('expired')
    await receive({ type: 'inspect', versions: [1] })
    const room = await inside(RESUMED, 'BBBBBB')
    expect(told()).toEqual(['greeted', 'entered', 'ended: expired', 'not-in-room', 'entered'])
    expect(asked).toEqual(['left AAAAAA'])
    expect([...room.sessions]).toEqual([connection])
  })

  it('whose player was kicked while it entered is ended after it has entered, and may enter another room', async () => {
    const { enter, answer, inside, told } = openLoneConnection()
    const room = createRoom('AAAAAA', true)
    const entering = enter(RESUMED)
    answer(room)
    await entering
    expect(told()).toEqual(['greeted', 'entered', 'ended: kicked'])
    expect([...room.sessions]).toEqual([])
    await inside(SCREEN, 'BBBBBB')
    expect(told().at(-1)).toBe('entered')
  })

  it('that leaves is told so once, by itself', async () => {
    const { asked, receive, answer, inside, told } = openLoneConnection()
    const room = await inside()
    const leaving = receive({ type: 'leave' })
    answer(room)
    await leaving
    expect(told()).toEqual(['greeted', 'entered', 'ended: left'])
    expect(asked).toEqual([`leave ${RESUMED.player}`, 'left AAAAAA'])
  })

  it('that watches has no player, and leaves at once', async () => {
    const { connection, asked, receive, inside, told } = openLoneConnection()
    const room = await inside(SCREEN)
    expect([...room.sessions]).toEqual([connection])
    expect(connection.player).toBeUndefined()
    await receive({ type: 'leave' })
    expect(told()).toEqual(['greeted', 'entered', 'ended: left'])
    expect(asked).toEqual(['left AAAAAA'])
  })

  it('that leaves is told so once, by the room that has heard it first', async () => {
    const { connection, asked, receive, answer, inside, told } = openLoneConnection()
    const room = await inside()
    const leaving = receive({ type: 'leave' })
    connection.end('left')
    answer(room)
    await leaving
    expect(told()).toEqual(['greeted', 'entered', 'ended: left'])
    expect(asked).toEqual([`leave ${RESUMED.player}`, 'left AAAAAA'])
  })

  it('stays in the room that it has entered while the answer to leaving the last one was on its way', async () => {
    const { connection, answers, receive, enter, answer, inside, told } = openLoneConnection()
    const first = await inside()
    const leaving = receive({ type: 'leave' })
    connection.end('left')
    const entering = enter(RESUMED)
    const second = createRoom('BBBBBB')
    answers.pop()?.resolve(second)
    await entering
    answer(first)
    await leaving
    expect(told()).toEqual(['greeted', 'entered', 'ended: left', 'entered'])
    expect([...second.sessions]).toEqual([connection])
  })

  it('that closes while it leaves is told nothing', async () => {
    const { connection, asked, receive, answer, inside, told } = openLoneConnection()
    const room = await inside()
    const leaving = receive({ type: 'leave' })
    connection.closed()
    answer(room)
    await leaving
    expect(told()).toEqual(['greeted', 'entered'])
    expect(asked).toEqual([`leave ${RESUMED.player}`, 'left AAAAAA'])
  })

  it('that sends too much nonsense leaves its room, is closed with 1008 and not listened to while it closes', async () => {
    const { connection, socket, answers, enter, inside, told } = openLoneConnection()
    const room = await inside()
    for (let i = 0; i < 40; i++) await connection.received(Buffer.from('nonsense'), false)
    expect(told().at(-1)).toBe('too-many-bad-messages')
    expect(told().filter((one) => one === 'too-many-bad-messages')).toHaveLength(1)
    expect(socket.closedWith).toBe(1008)
    expect([...room.sessions]).toEqual([])
    await enter(SCREEN)
    expect(answers).toEqual([])
  })
})
