/** Raised when an old page could misunderstand the server. On its own so that the page can have it without the schemas. */
export const PROTOCOL = 3
