import { decodeXML } from 'entities'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { Remarks } from '../form/form.ts'
import { readText } from '../form/read-text.ts'

const MAX_DEPTH = 60

/** An element: its name without the document's own prefix, its attributes as written, its children in order. */
export type Element = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** The text directly in it. */
  readonly text: string
}

/**
 * The root of an XML document, or `undefined` after a fault. A document type is refused, and with it every entity but
 * those of XML itself; so are other encodings than UTF-8. Never throws.
 */
export function readXml(bytes: Uint8Array, remarks: Remarks): Element | undefined {
  const text = readText(bytes, remarks)
  if (text === undefined) return undefined
  const addFault = (place: string, detail: string): undefined => {
    remarks.fault(place, detail)
    return undefined
  }
  const [, encoding] = /^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([^"']{1,40})["']/.exec(text) ?? []
  if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding))
    return addFault('', 'the file declares an encoding other than UTF-8')
  if (/<!(DOCTYPE|ENTITY)\b/i.test(text)) return addFault('', 'a document type is not allowed. Remove it')
  try {
    const sound = XMLValidator.validate(text)
    if (sound !== true)
      return addFault(`line ${sound.err.line}`, `the XML is malformed: ${sound.err.msg.slice(0, 200)}`)
    const nodes: unknown = PARSER.parse(text)
    const [root, ...more] = (Array.isArray(nodes) ? nodes : []).filter((node) => !isDeclaration(node))
    if (root === undefined || more.length > 0) return addFault('', 'the XML must have a single root')
    return buildElement(root as Node, findPrefix(findNodeName(root as Node)))
  } catch {
    return addFault('', 'the XML is malformed or nested too deeply')
  }
}

/** The children of a name, in order. */
export function listChildren(element: Element, name: string): readonly Element[] {
  return element.children.filter((child) => child.name === name)
}

const ATTRIBUTES = ':@'
const TEXT = '#text'

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  maxNestedTags: MAX_DEPTH,
})

/** How the parser gives an element: one key is its name, with its children; the other its attributes. */
type Node = Readonly<Record<string, unknown>>

function isDeclaration(node: unknown): boolean {
  const name = findNodeName(node as Node)
  return name.startsWith('?') || name === TEXT
}

function findNodeName(node: Node): string {
  return Object.keys(node).find((key) => key !== ATTRIBUTES) ?? ''
}

function findPrefix(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? '' : name.slice(0, colon + 1)
}

function buildElement(node: Node, prefix: string): Element {
  const written = findNodeName(node)
  const nodes = node[written] as readonly Node[]
  const attributes = Object.entries((node[ATTRIBUTES] ?? {}) as Record<string, unknown>)
  return {
    name: prefix !== '' && written.startsWith(prefix) ? written.slice(prefix.length) : written,
    attributes: Object.fromEntries(attributes.map(([key, value]) => [key, decodeXML(String(value))])),
    children: nodes
      .filter((child) => findNodeName(child) !== TEXT)
      .map((child) => buildElement(child, prefix)),
    text: nodes
      .filter((child) => findNodeName(child) === TEXT)
      .map((child) => decodeXML(String(child[TEXT])))
      .join(''),
  }
}
