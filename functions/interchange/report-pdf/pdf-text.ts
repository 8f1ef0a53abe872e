import type { Paper } from './pdf-paper.ts'

export type Weight = 'regular' | 'bold'

/**
 * Lines of a text, broken between words; a word that is longer than a line is broken too.
 *
 * @param width points
 * @param size points
 */
export function breakLines(
  paper: Paper,
  text: string,
  { width, size, weight }: { readonly width: number; readonly size: number; readonly weight: Weight },
): readonly string[] {
  paper.font(weight).fontSize(size)
  const fits = (line: string) => paper.widthOfString(line) <= width
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/[ \n]+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (!fits(line)) {
      const head = cutToWidth(line, fits)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  return [...lines, line]
}

/** The longest beginning that fits, of one character at least. */
function cutToWidth(word: string, fits: (text: string) => boolean): string {
  const characters = [...word]
  let count = characters.length - 1
  while (count > 1 && !fits(characters.slice(0, count).join(''))) count -= 1
  return characters.slice(0, Math.max(1, count)).join('')
}

/** @param y of the baseline */
export function drawText(
  paper: Paper,
  text: string,
  place: {
    readonly x: number
    readonly y: number
    readonly size: number
    readonly weight?: Weight
    readonly color: string
    readonly anchor?: 'start' | 'middle' | 'end'
  },
): void {
  const { x, y, size, weight = 'regular', color, anchor = 'start' } = place
  if (text === '') return
  paper.font(weight).fontSize(size).fillColor(color)
  const width = anchor === 'start' ? 0 : paper.widthOfString(text)
  const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x
  paper.text(text, left, y, { lineBreak: false, baseline: 'alphabetic' })
}
