import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const DEPLOYING = fileURLToPath(new URL('../../docs/deploying.md', import.meta.url))

/** The code block of docs/deploying.md below the title, in the language, with every `from` of `swaps` replaced. */
export function documentedBlock(title: string, language: string, swaps: Record<string, string>): string {
  const text = readFileSync(DEPLOYING, 'utf8')
  const section = text.slice(text.indexOf(`### ${title}\n`))
  const block = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1]
  if (!text.includes(`### ${title}\n`) || block === undefined)
    throw new Error(`no ${language} below "${title}"`)
  return Object.entries(swaps).reduce((block, [from, to]) => {
    if (!block.includes(from)) throw new Error(`"${title}" has no ${from}`)
    return block.replaceAll(from, to)
  }, block)
}
