/** What the door of a room says. */
export const en = {
  room: 'Room',
  opened: 'You opened a new room.',
  openedText: 'You are its host. Others join with this code.',
  who: 'Who are you?',
  nickname: 'nickname',
  enter: 'Enter the bank',
  entering: 'Entering…',
  empty: 'Type a nickname first.',
  before: 'I was here before, in another browser',
  thatIsMe: 'That is me: ask the host for my seat',
  correct: 'Correct the code',
  join: 'Join',
  badCode: 'A code has six characters, as on the big screen: K7Q·4MX.',
}
