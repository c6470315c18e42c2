export const FOLDER: string
export function cutFonts(): Promise<{ name: string; licence: string; content: Uint8Array }[]>
