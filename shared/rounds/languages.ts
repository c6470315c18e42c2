/** The languages that the product speaks. Without a schema here, so that pages may import the list. */
export const LANGUAGES = ['en', 'de'] as const
