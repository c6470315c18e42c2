/** Raised when an old page could misunderstand the server. A file of its own: the page imports it without schemas. */
export const PROTOCOL = 4
