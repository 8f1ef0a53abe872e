import { decodeHTML } from 'entities'

/**
 * The words of a label that may hold HTML: blocks and line breaks become line breaks, other tags go, entities are
 * decoded, and space is tidied. A `<` that opens no tag stays. Takes time in proportion to the length, whatever stands
 * in it.
 */
export function stripHtml(html: string): string {
  const bare = stripElements(stripEnclosed(html, '<!--', '-->'))
  const words = bare
    .replace(/<(br|\/p|\/div|\/li|\/h[1-6]|\/tr)\b[^<>]*>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
  return decodeHTML(words)
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** Scripts and styles go with what is in them. */
function stripElements(html: string): string {
  return ['script', 'style'].reduce((text, name) => stripEnclosed(text, `<${name}`, `</${name}>`), html)
}

/** What stands between an opening and the next closing goes, marks and all; an opening that nothing closes stays. */
function stripEnclosed(text: string, opening: string, closing: string): string {
  const lower = text.toLowerCase()
  // Lower case can be longer than the text; then places would not agree.
  if (lower.length !== text.length) return text
  const kept: string[] = []
  let from = 0
  for (;;) {
    const begin = lower.indexOf(opening, from)
    const end = begin === -1 ? -1 : lower.indexOf(closing, begin + opening.length)
    if (end === -1) return kept.join('') + text.slice(from)
    kept.push(text.slice(from, begin))
    from = end + closing.length
  }
}
