import { catalogue } from './catalogue.ts'
import { DocsFrame } from './docs-frame.tsx'
import { type Block, type DocumentText, formatAnchor } from './document.ts'
import { InlineText } from './inline-text.tsx'
import { docsText as words } from './words.ts'

/** The first page of /docs: what there is to read, and for whom. */
export function DocsIndexPage() {
  return (
    <DocsFrame path="/docs" title={words.indexTitle}>
      <h1>{words.indexTitle}</h1>
      <p class="lead">{words.indexLead}</p>
      <p class="note">{words.notADevice}</p>
      <ul class="cover">
        {catalogue.map(({ path, title, lead }) => (
          <li class="card">
            <h2>
              <a href={path}>{title}</a>
            </h2>
            <p>
              <InlineText text={lead} />
            </p>
          </li>
        ))}
      </ul>
    </DocsFrame>
  )
}

/** One document, with its headings in the side bar. */
export function DocumentPage({ document }: { readonly document: DocumentText }) {
  const { slug, title, lead, sections } = document
  const headings = sections.map(({ heading }) => ({ anchor: formatAnchor(heading), title: heading }))
  return (
    <DocsFrame path={`/docs/${slug}`} title={title} headings={headings}>
      <h1>{title}</h1>
      <p class="lead">
        <InlineText text={lead} />
      </p>
      {sections.map(({ heading, blocks }) => (
        <section aria-labelledby={formatAnchor(heading)}>
          <h2 id={formatAnchor(heading)}>{heading}</h2>
          {blocks.map((block) => (
            <BlockView block={block} />
          ))}
        </section>
      ))}
    </DocsFrame>
  )
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'text':
      return (
        <p>
          <InlineText text={block.text} />
        </p>
      )
    case 'note':
      return (
        <p class="note">
          <InlineText text={block.text} />
        </p>
      )
    case 'subheading':
      return <h3 id={formatAnchor(block.text)}>{block.text}</h3>
    case 'list':
      return <ul>{block.items.map(renderItem)}</ul>
    case 'steps':
      return <ol>{block.items.map(renderItem)}</ol>
    case 'code':
      return (
        <pre tabindex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'table':
      return <TableView table={block} />
  }
}

function renderItem(item: string) {
  return (
    <li>
      <InlineText text={item} />
    </li>
  )
}

function TableView({ table }: { readonly table: Extract<Block, { kind: 'table' }> }) {
  const { caption, columns, rows } = table
  return (
    <section class="scroll" aria-label={caption} tabindex={0}>
      <table class="cards">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first = '', ...rest]) => (
            <tr>
              <th scope="row">
                <InlineText text={first} />
              </th>
              {rest.map((cell, at) => (
                <td data-label={columns[at + 1]}>
                  <InlineText text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
