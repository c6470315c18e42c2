/** A sentence with one word that stands out. */
export interface Headline {
  before: string
  strong: string
  after: string
}
