import { type Finding, formatCount, type State } from './finding.ts'

/** The worst first. */
const ORDER: readonly State[] = ['failed', 'unknown', 'warning', 'ok']
const STATE_WIDTH = 9
const DEFAULT_COLUMNS = 100

/**
 * Findings for a terminal: what failed first, each with what to do and where to read more; what is well in one line each.
 *
 * @param columns of the terminal
 */
export function formatFindings(findings: readonly Finding[], columns = DEFAULT_COLUMNS): string {
  const width = Math.max(...findings.map(({ id }) => id.length)) + 2
  const indent = ' '.repeat(STATE_WIDTH + width)
  const room = Math.max(columns - indent.length, 30)
  const lines = sortByState(findings).flatMap(({ state, id, found, advice, guide }) => {
    const [first = '', ...more] = wrap(found, room)
    const head = `${(state === 'ok' ? 'ok' : state.toUpperCase()).padEnd(STATE_WIDTH)}${id.padEnd(width)}${first}`
    const details = advice === undefined ? more : [...more, ...wrap(`→ ${advice}`, room), guide]
    return [head, ...details.map((line) => `${indent}${line}`)]
  })
  return [...lines, '', formatSummary(findings)].join('\n')
}

function sortByState(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
}

function formatSummary(findings: readonly Finding[]): string {
  const parts = ORDER.map((state) => {
    const count = findings.filter((one) => one.state === state).length
    return state === 'warning' ? formatCount(count, 'warning') : `${count} ${state}`
  })
  return `${formatCount(findings.length, 'check')}: ${parts.join(', ')}.`
}

/** By words; a word that is longer than the line has one of its own. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
