import type { Curve } from './curve.ts'

/** A cell of a table; `name`: a player's name, which may be written from right to left. */
export type Cell = string | { name: string } | { text: string; tone: 'good' | 'bad' | 'quiet' }

export interface Column {
  label: string
  /** Numbers stand to the right. */
  numeric?: boolean
}

/** A part of a report, without its looks: the page, the file and the terminal draw the same ones. */
export type Block =
  | { kind: 'text'; text: string; tone?: 'good' | 'bad' | 'quiet' }
  | { kind: 'facts'; label: string; facts: { label: string; value: Cell }[] }
  | { kind: 'table'; label: string; columns: Column[]; rows: Cell[][]; sum?: Cell[]; note?: string }
  | {
      kind: 'losses'
      label: string
      losses: { who: string; amount: string; by: string }[]
      between: string
      note?: string
    }
  | { kind: 'answers'; question: string; groups: string[]; answers: Answer[] }
  | { kind: 'curve'; label: string; description: string; curve: Curve; levels: string[]; times: string[] }

/** One choice, or guess, of a question: for each group (alone, after talking) how many gave it. */
export interface Answer {
  label: string
  right: boolean
  counts: { text: string; share: number }[]
}

export interface Section {
  /** For links: `round-2`. */
  id: string
  title: string
  subtitle?: string
  /** On paper it begins a page. */
  onNewPage?: true
  blocks: Block[]
}

export interface Outline {
  title: string
  subtitle: string
  /** The report in a sentence. */
  lead: string
  mood: 'calm' | 'loss'
  sections: Section[]
}
