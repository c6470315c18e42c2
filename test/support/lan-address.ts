import { networkInterfaces } from 'node:os'

/** This machine's own address, at which phones reach it: for a browser it is no secure context. */
export const lanAddress: string | undefined = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address
