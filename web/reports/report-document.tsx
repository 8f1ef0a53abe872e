import type { Child } from 'hono/jsx'
import { Document } from '../components/document.tsx'
import { buildContentSecurityPolicy } from '../components/inline.ts'
import { staffStyle } from '../components/staff-style.ts'
import { DataTable } from '../console/data-table.tsx'
import { findReportsText } from '../text/reports-text.ts'
import type { ReportBlock, ReportCell, ReportOutline, ReportTone } from './report-blocks.ts'
import { formatCell } from './report-cells.ts'

/** A report is a page without a script and without a request. */
export const reportContentSecurityPolicy = buildContentSecurityPolicy({ style: staffStyle })

const CLASSES: Readonly<Record<ReportTone, string | undefined>> = {
  ...{ plain: undefined, soft: 'soft', note: 'note', alarm: 'alarm' },
}

/** A report as a page to read and to print. */
export function ReportDocument({ outline }: { readonly outline: ReportOutline }) {
  const { locale, title, asOf, blocks, about } = outline
  return (
    <Document locale={locale} title={`${title} – ${asOf.slice(0, 10)}`} style={staffStyle}>
      <main>
        <h1>{title}</h1>
        {blocks.map((block) => (
          <Block locale={locale} block={block} />
        ))}
        <h2>{findReportsText(locale).document.about}</h2>
        <ul class="small soft">
          {about.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </main>
    </Document>
  )
}

function Block({ locale, block }: { readonly locale: string; readonly block: ReportBlock }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${block.level}` as const
      return <Heading>{block.text}</Heading>
    }
    case 'text':
      return <p class={CLASSES[block.tone]}>{block.text}</p>
    case 'list':
      return (
        <ul class="facts">
          {block.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      )
    case 'link':
      return (
        <p>
          <a href={block.path}>{block.text}</a>
        </p>
      )
    case 'plot':
      return (
        <>
          <p>{block.seen}</p>
          {block.drawing}
        </>
      )
    case 'table':
      return (
        <DataTable
          label={block.label}
          columns={block.columns}
          rows={block.rows.map((row) => row.map((cell) => renderCell(locale, cell)))}
        />
      )
  }
}

function renderCell(locale: string, cell: ReportCell): Child {
  if (typeof cell === 'string' || cell.kind !== 'links') return formatCell(locale, cell)
  return (
    <>
      {cell.links.map(({ text, path }, at) => (
        <>
          {at === 0 ? '' : ', '}
          <a href={path}>{text}</a>
        </>
      ))}
    </>
  )
}
