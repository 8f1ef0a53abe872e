/** Height of a line of text, CSS px. */
export const LINE_PX = 16

/** Average advance of a character, as a share of the font size; of the wider system fonts, so that text is not underestimated. */
const CHARACTER_EM = 0.6

/**
 * Estimated width of a line of text, CSS px. The server has no font to measure with.
 *
 * @param fontSize CSS px
 */
export function estimateTextWidth(text: string, fontSize = 12): number {
  return text.length * CHARACTER_EM * fontSize
}

/** Width of the longest of several lines, CSS px; 0 of none. */
export function estimateLongest(texts: readonly string[], fontSize = 12): number {
  return Math.max(0, ...texts.map((text) => estimateTextWidth(text, fontSize)))
}

/**
 * Lines of a text, broken between words. A word that is longer than a line is broken as well: nothing is clipped.
 *
 * @param width CSS px
 */
export function wrapText(text: string, width: number, fontSize = 12): readonly string[] {
  const room = Math.max(1, Math.floor(width / (CHARACTER_EM * fontSize)))
  const words = text.split(' ').flatMap((word) => word.match(new RegExp(`.{1,${room}}`, 'gu')) ?? [])
  const lines: string[] = []
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`
    if (lines.length > 0 && longer.length <= room) lines.splice(-1, 1, longer)
    else lines.push(word)
  }
  return lines
}

/** Parts on as few lines as hold them; a part is broken only where it is longer than a line. */
export function wrapParts(parts: readonly string[], separator: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const part of parts) {
    const longer = `${lines.at(-1)}${separator}${part}`
    if (lines.length > 0 && estimateTextWidth(longer) <= width) lines.splice(-1, 1, longer)
    else lines.push(...wrapText(part, width))
  }
  return lines
}
