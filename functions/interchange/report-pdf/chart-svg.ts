import { XMLParser } from 'fast-xml-parser'

/** An element of a chart with its attributes as they are written. */
export type SvgElement = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly SvgElement[]
  readonly text: string
}

type ParsedNode = { readonly ':@'?: Readonly<Record<string, string>> } & Readonly<
  Record<string, readonly ParsedNode[] | string | Readonly<Record<string, string>>>
>

const PARSER = new XMLParser({
  ...{ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', trimValues: false },
  ...{ parseTagValue: false, parseAttributeValue: false },
})

/**
 * The wide layout of a chart, read from the markup that the page has.
 *
 * @throws Error for markup without one
 */
export function readSvg(html: string): {
  readonly label: string
  /** CSS px. */
  readonly height: number
  readonly elements: readonly SvgElement[]
} {
  const nodes: readonly ParsedNode[] = PARSER.parse(html)
  const chart = findWide(nodes.flatMap(readNode))
  if (!chart) throw new Error('there is no wide layout of a chart')
  const { attributes, children } = chart
  return { label: attributes['aria-label'] ?? '', height: Number(attributes.height), elements: children }
}

function findWide(elements: readonly SvgElement[]): SvgElement | undefined {
  for (const element of elements) {
    const classes = element.attributes.class?.split(' ') ?? []
    if (element.name === 'svg' && classes.includes('chart') && !classes.includes('narrow')) return element
    const found = findWide(element.children)
    if (found) return found
  }
  return undefined
}

function readNode(node: ParsedNode): readonly SvgElement[] {
  const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text')
  if (name === undefined) return []
  const inner = node[name] as readonly ParsedNode[]
  return [
    {
      ...{ name, attributes: node[':@'] ?? {}, children: inner.flatMap(readNode) },
      text: inner.map((child) => child['#text'] ?? '').join(''),
    },
  ]
}
