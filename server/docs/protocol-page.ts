import type { z } from 'zod'
import * as accountView from '../../shared/account-view.ts'
import { CONNECTION_REFUSALS } from '../../shared/connection-check.ts'
import { ERRORS, type ErrorRow } from '../../shared/errors.ts'
import * as journal from '../../shared/journal.ts'
import { LIMITS } from '../../shared/limits.ts'
import * as claims from '../../shared/proof/claims.ts'
import * as protocol from '../../shared/protocol.ts'
import * as rewound from '../../shared/rewound.ts'
import * as lesson from '../../shared/rounds/lesson.ts'
import * as roundRecord from '../../shared/rounds/round-record.ts'
import * as strategyCard from '../../shared/strategy-card.ts'
import type { Documented } from './documented.ts'
import { NO_CONNECTION } from './no-connection.ts'
import { CLIENT_EXAMPLES, SERVER_EXAMPLES } from './protocol-examples.ts'
import {
  CLOSING,
  CONNECTING,
  ERRORS_PROSE,
  FAILOVER,
  FOLDING,
  HEARTBEAT,
  LIFE,
  LIMIT_MEANINGS,
  LINEAGE,
  NICKNAMES,
  WHY_MEANINGS,
} from './protocol-prose.ts'
import { fieldTable, origins, typeTables } from './schema-table.ts'

type Schema = z.core.$ZodType

/** The types that get a section of their own, in this order. */
const TYPES: Record<string, Schema> = {
  Seat: protocol.Seat,
  Settings: protocol.Settings,
  AccountView: accountView.AccountView,
  Tally: accountView.Tally,
  Entry: journal.Entry,
  PackedEntry: journal.PackedEntry,
  Receipt: journal.Receipt,
  Why: journal.Why,
  Player: protocol.Player,
  StandingView: protocol.StandingView,
  StepView: protocol.StepView,
  Unapplied: protocol.Unapplied,
  You: protocol.You,
  Verdict: protocol.Verdict,
  Forgotten: rewound.Forgotten,
  EngineView: protocol.EngineView,
  ListedStrategy: strategyCard.ListedStrategy,
  Claims: claims.Claims,
  Finding: strategyCard.Finding,
  RoundPlan: lesson.RoundPlan,
  RoundEnd: lesson.RoundEnd,
  Amounts: lesson.Amounts,
  LessonView: lesson.LessonView,
  LessonCard: lesson.LessonCard,
  QuestionView: lesson.QuestionView,
  RoundRecord: roundRecord.RoundRecord,
  PlayerResult: roundRecord.PlayerResult,
  Loss: roundRecord.Loss,
  Story: roundRecord.Story,
  Podium: roundRecord.Podium,
}
const names = new Map(Object.entries(TYPES).map(([name, schema]) => [schema, name]))

function nameOf(schema: Schema): string | undefined {
  for (const origin of origins(schema)) {
    const name = names.get(origin)
    if (name) return name
  }
  return undefined
}

/** A value as JSON: on one line if it is short, else one part per line. */
function laidOut(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const inner = `${indent}  `
  const parts = (deeper: string): string[] =>
    Object.entries(value).map(([name, part]) =>
      Array.isArray(value) ? laidOut(part, deeper) : `${JSON.stringify(name)}: ${laidOut(part, deeper)}`,
    )
  const line = parts('').join(', ')
  if (line === '') return `${open}${close}`
  if (!line.includes('\n') && line.length + indent.length < 90) return `${open} ${line} ${close}`
  return `${open}\n${inner}${parts(inner).join(`,\n${inner}`)}\n${indent}${close}`
}
const json = (message: unknown): string => `\`\`\`json\n${laidOut(message)}\n\`\`\``

function messages(
  union: { options: readonly z.ZodObject<{ type: z.ZodLiteral<string> }>[] },
  documented: Record<string, Documented<unknown>>,
): string {
  return union.options
    .map((schema) => {
      const type = schema.shape.type.value
      const { about, examples } = documented[type] as Documented<unknown>
      return [
        `### \`${type}\``,
        about,
        fieldTable(schema, nameOf, 'type'),
        ...(examples.length === 1 ? ['Example:'] : ['Examples:']),
        ...examples.map(json),
      ].join('\n\n')
    })
    .join('\n\n')
}

function types(): string {
  return Object.entries(TYPES)
    .map(([name, schema]) =>
      [`### ${name}`, name === 'Why' ? meanings('Value', WHY_MEANINGS) : typeTables(schema, nameOf)].join(
        '\n\n',
      ),
    )
    .join('\n\n')
}

function meanings(what: string, of: Record<string, string>): string {
  const rows = Object.entries(of).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`)
  return [`| ${what} | Meaning |`, '| --- | --- |', ...rows].join('\n')
}

function errors(): string {
  const rows = Object.entries<ErrorRow>(ERRORS).map(
    ([code, { message, definite, close }]) =>
      `| \`${code}\` | ${message} | ${definite ? 'yes' : 'no'} | ${close ?? ''} |`,
  )
  return ['| Code | Message | Definite | Close code |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function limits(): string {
  const rows = Object.entries(LIMITS).map(
    ([name, value]) => `| ${LIMIT_MEANINGS[name as keyof typeof LIMITS]} | ${value} |`,
  )
  return ['| What | Limit |', '| --- | --- |', ...rows].join('\n')
}

/** The text of `docs/protocol.md`, which is enough to write a client in another language. */
export function protocolPage(): string {
  const sections: [title: string, text: string][] = [
    ['Connecting', CONNECTING],
    ['The life of a connection', LIFE],
    ['Nicknames and seats', NICKNAMES],
    ['Messages you send', messages(protocol.ClientMessage, CLIENT_EXAMPLES)],
    ['Messages the server sends', messages(protocol.ServerMessage, SERVER_EXAMPLES)],
    ['Types', types()],
    ['Folding frames', FOLDING],
    ['Who is lost', LINEAGE],
    ['A failover', FAILOVER],
    ['Errors', `${ERRORS_PROSE.trim()}\n\n${errors()}`],
    ['Limits', limits()],
    ['Close codes', CLOSING],
    ['Heartbeat and clocks', HEARTBEAT],
    ['When no connection opens', `${NO_CONNECTION.trim()}\n\n${meanings('Refusal', CONNECTION_REFUSALS)}`],
  ]
  return [
    '<!-- Generated by `npm run docs` from shared/ and server/docs/. Edit those. -->',
    '# The protocol',
    'How a page, or any other client, talks to a Bank Run server: who is in the room, what happens to the account, and how every transaction ended. The examples tell one story: in room K7Q4MX ana deposits 50 while bob withdraws 150, and both have read 100.',
    ...sections.map(([title, text]) => `## ${title}\n\n${text.replace(/^\n+|\n+$/g, '')}`),
  ]
    .join('\n\n')
    .concat('\n')
}
