/** What XML 1.0 has no way to write, escaped or not, and control characters that it advises against. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' },
}

export type XmlAttributes = Readonly<Record<string, string | number | null | undefined>>

/** An element with its attributes, of which those that are null are left out, and its children, which are XML already. */
export function formatElement(
  name: string,
  attributes: XmlAttributes,
  ...children: readonly string[]
): string {
  const inner = children.join('')
  return inner === ''
    ? `<${name}${formatAttributes(attributes)}/>`
    : `${openElement(name, attributes)}${inner}</${name}>`
}

/** The tag with which an element begins that is written in pieces. */
export function openElement(name: string, attributes: XmlAttributes): string {
  return `<${name}${formatAttributes(attributes)}>`
}

/** Text as it stands between tags and in attributes. Characters that XML does not know are taken out. */
export function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '').replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? '')
}

function formatAttributes(attributes: XmlAttributes): string {
  return Object.entries(attributes)
    .map(([name, value]) =>
      value === null || value === undefined ? '' : ` ${name}="${escapeXml(String(value))}"`,
    )
    .join('')
}
