import { Component } from 'preact'
import { useMemo } from 'preact/hooks'
import { type ParsedToken, parse } from 'sugar-high/core'
import { tokenize } from 'sugar-high/lang/typescript'

interface SourceCodeProps {
  source: string
  /** Whether a line, counted from 1, is lit. */
  lit?: (line: number) => boolean
  /** How many transactions are at a line; 0 is not shown. */
  count?: (line: number) => number
}

/** A strategy's file, unchanged, with syntax highlighting. */
export function SourceCode({ source, lit = () => false, count = () => 0 }: SourceCodeProps) {
  const lines = useMemo(() => parse(source.trimEnd(), { tokenize }).lines, [source])
  return (
    <pre class="source lines">
      <code style={{ '--digits': String(lines.length).length }}>
        {lines.map(({ tokens, value }, index) => (
          <SourceLine
            key={index}
            number={index + 1}
            tokens={tokens}
            indent={value.search(/\S|$/)}
            lit={lit(index + 1)}
            count={count(index + 1)}
          />
        ))}
      </code>
    </pre>
  )
}

interface SourceLineProps {
  number: number
  tokens: readonly ParsedToken[]
  indent: number
  lit: boolean
  count: number
}

/** One line; redrawn only when it changes: a file is long, and a step changes two lines. */
class SourceLine extends Component<SourceLineProps> {
  override shouldComponentUpdate(next: SourceLineProps): boolean {
    const { tokens, lit, count } = this.props
    return next.tokens !== tokens || next.lit !== lit || next.count !== count
  }
  render() {
    const { number, tokens, indent, lit, count } = this.props
    return (
      <span class="source-line" data-line={number} data-lit={lit} style={{ '--indent': indent }}>
        {tokens.map(({ type, value }, index) =>
          type === 'space' ? (
            value
          ) : (
            <span key={index} class={`token-${type}`}>
              {value}
            </span>
          ),
        )}
        {count > 0 && <span class="here">{count} here</span>}
        {'\n'}
      </span>
    )
  }
}
