/** Characters of an id, as nanoid makes it: 21 are its own choice. */
export const TX_ID = 21
export const PLAYER_ID = 10
