/* Rows of the table of errors whose texts pages need themselves. Apart from the table, so that they need not load it. */

export const WRONG_PROTOCOL = {
  message: 'This page is older or newer than the server. Reload it.',
  definite: true,
} as const

export const SERVER_FULL = {
  message: 'This server has no room for another connection.',
  definite: true,
  close: 1013,
} as const
