import type { Language } from '../../shared/rounds/lesson.ts'
import type { Need } from './lesson.ts'

/** What a server lacks for a lesson, and what can be done about it. One sentence each. */
export const UNMET: Readonly<Record<Language, Readonly<Record<Need, string>>>> = {
  en: {
    'two-nodes':
      'It needs two servers (npm start -- --nodes 2). With one, its first round can be played, and /explore shows the rest.',
    replica: 'It needs a Redis with a replica. Without one, npm run failover in a terminal shows the same.',
    'own-strategies': 'It needs methods of your own (npm start -- --strategies DIR).',
  },
  de: {
    'two-nodes':
      'Sie braucht zwei Server (npm start -- --nodes 2). Mit einem lässt sich die erste Runde spielen, und /explore zeigt den Rest.',
    replica:
      'Sie braucht ein Redis mit einer Kopie (Replica). Ohne sie zeigt npm run failover im Terminal dasselbe.',
    'own-strategies': 'Sie braucht eigene Methoden (npm start -- --strategies DIR).',
  },
}

/** The first need of a lesson that the server does not meet, in words; undefined when it meets all. */
export function unmetOf(
  needs: readonly Need[] | undefined,
  met: ReadonlySet<Need>,
  language: Language,
): string | undefined {
  const missing = needs?.find((need) => !met.has(need))
  return missing && UNMET[language][missing]
}
