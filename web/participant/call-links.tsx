/**
 * What can be tapped to call: crisis and emergency numbers (988, 911, 112, 116 123, …), international
 * numbers (+44 20 …) and North American ones (800-273-8255). Other digits, such as "2 weeks" or a year, stay text.
 */
const NUMBER =
  /\+\d[\d() -]{5,}\d|(?:\b1[ -])?(?:\(\d{3}\)|\b\d{3})[ -]\d{3}-\d{4}\b|\b(?:988|911|112|999|111|13 11 14|116 ?\d{3})\b(?![,.]?\d)/g

/** Text in which each telephone number can be tapped. */
export function WithCallLinks({ text }: { text: string }) {
  const parts: (string | { number: string })[] = []
  let end = 0
  for (const match of text.matchAll(NUMBER)) {
    parts.push(text.slice(end, match.index), { number: match[0] })
    end = match.index + match[0].length
  }
  parts.push(text.slice(end))
  return (
    <>
      {parts.map((part) =>
        typeof part === 'string' ? part : <a href={formatTelephoneLink(part.number)}>{part.number}</a>,
      )}
    </>
  )
}

/** Each number once, in the order in which it is named. */
export function findPhoneNumbers(lines: readonly string[]): readonly string[] {
  return [...new Set(lines.flatMap((line) => line.match(NUMBER) ?? []))]
}

export function formatTelephoneLink(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, '')}`
}
