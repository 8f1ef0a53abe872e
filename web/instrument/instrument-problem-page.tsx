import { Document } from '../document.tsx'
import { textFor } from '../text/index.ts'
import { instrumentStyle } from './style.ts'
import { instrumentPaths } from './view.ts'

/** What cannot be shown, and the way back to what can. */
export function InstrumentProblemPage({ locale, kind }: { locale: string; kind: 'not-found' | 'refused' }) {
  const text = textFor(locale).instrument
  const problem = text.problems[kind]
  return (
    <Document locale={locale} title={problem.title} style={instrumentStyle}>
      <main>
        <h1>{problem.title}</h1>
        <p>{problem.detail}</p>
        <p>
          <a href={instrumentPaths.list}>{text.page.back}</a>
        </p>
      </main>
    </Document>
  )
}
