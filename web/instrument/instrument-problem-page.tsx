import { Document } from '../components/document.tsx'
import { RequestReference } from '../components/request-reference.tsx'
import { findInstrumentText } from '../text/instrument-text.ts'
import { instrumentStyle } from './style.ts'
import { instrumentPaths } from './view.ts'

/** What cannot be shown, and the way back to what can. */
export function InstrumentProblemPage({
  locale,
  kind,
  reference,
}: {
  locale: string
  kind: 'not-found' | 'refused'
  /** The request's id. */
  reference?: string
}) {
  const text = findInstrumentText(locale)
  const problem = text.problems[kind]
  return (
    <Document locale={locale} title={problem.title} style={instrumentStyle}>
      <main>
        <h1>{problem.title}</h1>
        <p>{problem.detail}</p>
        <p>
          <a href={instrumentPaths.list}>{text.page.back}</a>
        </p>
        <RequestReference locale={locale} id={reference} />
      </main>
    </Document>
  )
}
