import { isolated } from '../../shared/isolated.ts'
import type { HostDevice } from '../../shared/protocol.ts'
import type { Room } from '../store/room.ts'
import type { OwnRequest } from '../store/state.ts'
import { nameOf } from './room-words.ts'

/** The question to a host, and what the press on its page does. */
export interface Question {
  text: string
  more: string
  yes: string
  no: string
}

export const hostQuestion = (nickname: string, digits: string): Question => ({
  text: `Make ${isolated(nickname)} (${digits}) a host?`,
  more: `Their phone shows ${digits}. A host can change the strategy, lead the lesson and remove players.`,
  yes: 'Make a host',
  no: 'No',
})

export const seatQuestion = (nickname: string, digits: string): Question => ({
  text: `Give the seat of ${isolated(nickname)} to the browser that shows ${digits}?`,
  more: `${isolated(nickname)} is away. The other browser asks for the seat, with all its history.`,
  yes: 'Give it the seat',
  no: 'Refuse',
})

/** What has become of this browser's own request. */
export function ownRequestText(request: OwnRequest): string {
  if (request.state === 'problem') return request.problem.message
  if (request.asks === 'seat') return seatRequestText(request.state, isolated(request.nickname))
  return request.asks === 'link' ? 'This page is becoming a host…' : hostRequestText(request.state)
}

type Progress = Exclude<OwnRequest['state'], 'problem'>

function seatRequestText(state: Progress, nickname: string): string {
  switch (state) {
    case 'asking':
      return `Asking the host for the seat of ${nickname}…`
    case 'waiting':
      return `Tell the host these two digits. They stand beside your request for the seat of ${nickname} on the host’s page.`
    case 'refused':
    case 'expired':
      return `The host has not given you the seat of ${nickname}. Enter with another nickname.`
  }
}

function hostRequestText(state: Progress): string {
  switch (state) {
    case 'asking':
      return 'Asking the host…'
    case 'waiting':
      return 'The host’s page asks now whether to make you a host. It shows your name and these two digits.'
    case 'refused':
      return 'The host has not made you a host.'
    case 'expired':
      return 'No host has answered. Ask again when the page of a host is open.'
  }
}

export const endRequestText = ({ state }: OwnRequest): string =>
  state === 'asking' || state === 'waiting' ? 'Stop asking' : 'Back'

export const I_AM_THE_HOST = 'I am the host'
/** How the list of hosts gets longer. */
export const ANOTHER_HOST = `Another host joins with their phone, presses their name, then “${I_AM_THE_HOST}”. This page asks you.`

/** A host in the list of hosts. */
export const hostName = (room: Room, { player, first }: HostDevice): string =>
  player !== undefined ? nameOf(room, player) : first ? 'First host' : 'A page without a player'

/** How it became a host, and when. */
export function hostOrigin({ made, at, first, player }: HostDevice): string {
  const how = {
    opened: 'opened the room',
    link: 'came by the link of the terminal',
    granted: 'made a host here',
  }[made]
  const when =
    at > 0 ? `, ${new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}` : ''
  return `${first && player !== undefined ? 'first host, ' : ''}${how}${when}`
}

export const revokeQuestion = (name: string): string => `${name}: no longer a host?`
