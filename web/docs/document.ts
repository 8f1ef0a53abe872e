/*
 * A document of /docs as typed data: the pages, the side bar and the tests that check its links read the same blocks.
 * Text may hold `code`, **bold**, *emphasis* and [a link](/docs/…).
 */

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'subheading'; readonly text: string }
  | { readonly kind: 'list' | 'steps'; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly columns: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }

export type Section = { readonly heading: string; readonly blocks: readonly Block[] }

export type DocumentText = {
  /** Last part of the address: `/docs/<slug>`. */
  readonly slug: string
  readonly title: string
  /** One sentence: what the reader finds. */
  readonly lead: string
  readonly sections: readonly Section[]
}

export const text = (written: string): Block => ({ kind: 'text', text: written })
export const note = (written: string): Block => ({ kind: 'note', text: written })
export const subheading = (written: string): Block => ({ kind: 'subheading', text: written })
export const list = (...items: readonly string[]): Block => ({ kind: 'list', items })
export const steps = (...items: readonly string[]): Block => ({ kind: 'steps', items })

export const code = (...lines: readonly string[]): Block => ({ kind: 'code', text: lines.join('\n') })

export const table = (
  caption: string,
  columns: readonly string[],
  ...rows: readonly (readonly string[])[]
): Block => ({ kind: 'table', caption, columns, rows })

export const section = (heading: string, ...blocks: readonly Block[]): Section => ({ heading, blocks })

/** The id of a heading, by which it can be linked to. */
export function formatAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** Every text of a document that may hold links and names of files, code blocks included. */
export function listTexts({ lead, sections }: DocumentText): readonly string[] {
  return [lead, ...sections.flatMap(({ blocks }) => blocks.flatMap(listBlockTexts))]
}

function listBlockTexts(block: Block): readonly string[] {
  switch (block.kind) {
    case 'list':
    case 'steps':
      return block.items
    case 'table':
      return block.rows.flat()
    default:
      return [block.text]
  }
}
