import type { InstrumentDefinition } from '../../surveys/instrument/definition.ts'
import { formatRef, pickText } from '../../surveys/instrument/vocabulary.ts'
import { findWithdrawal } from '../../surveys/versions/withdrawn.ts'
import { Document } from '../components/document.tsx'
import { LanguageLinks } from '../components/language-links.tsx'
import { findInstrumentText } from '../text/instrument-text.ts'
import { instrumentStyle } from './style.ts'
import { instrumentPaths, isWorded } from './view.ts'

type InstrumentsPageProps = {
  readonly definitions: readonly InstrumentDefinition[]
  readonly locale: string
}

/** Every published version: those that can be asked as they are, then those that are scored only. */
export function InstrumentsPage({ definitions, locale }: InstrumentsPageProps) {
  const text = findInstrumentText(locale).list
  const sorted = [...definitions].sort((a, b) =>
    pickText(a.title, locale).localeCompare(pickText(b.title, locale), locale),
  )
  return (
    <Document locale={locale} title={text.title} style={instrumentStyle}>
      <main>
        <p class="small">
          <LanguageLinks locale={locale} address={instrumentPaths.list} />
        </p>
        <h1>{text.title}</h1>
        <p>{text.lead}</p>
        <Listed title={text.worded} definitions={sorted.filter(isWorded)} locale={locale} />
        <Listed
          title={text.scoringOnly}
          definitions={sorted.filter((definition) => !isWorded(definition))}
          locale={locale}
        />
      </main>
    </Document>
  )
}

function Listed({ title, definitions, locale }: InstrumentsPageProps & { readonly title: string }) {
  const { list: text, evidence } = findInstrumentText(locale)
  return (
    <section>
      <h2>{title}</h2>
      <section class="scroll" aria-label={title} tabindex={0}>
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">{text.instrument}</th>
              <th scope="col">{text.version}</th>
              <th scope="col">{text.measures}</th>
              <th scope="col" class="n">
                {text.questions}
              </th>
              <th scope="col">{text.languages}</th>
              <th scope="col">{text.evidence}</th>
            </tr>
          </thead>
          <tbody>
            {definitions.map((definition) => (
              <tr>
                <th scope="row">
                  <a href={instrumentPaths.page(definition)}>{pickText(definition.title, locale)}</a>
                </th>
                <td data-label={text.version}>
                  {definition.version}
                  {findWithdrawal(formatRef(definition)) ? (
                    <>
                      {' '}
                      <span class="tag bad">{text.withdrawn}</span>
                    </>
                  ) : null}
                </td>
                <td data-label={text.measures}>{formatDomains(definition, locale)}</td>
                <td data-label={text.questions} class="n">
                  {definition.items.length}
                </td>
                <td data-label={text.languages}>{Object.keys(definition.locales).join(', ') || '–'}</td>
                <td data-label={text.evidence}>
                  {definition.evidence === 'established' ? (
                    evidence.established
                  ) : (
                    <span class="tag">{evidence[definition.evidence]}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

function formatDomains({ scales }: InstrumentDefinition, locale: string): string {
  const { domains } = findInstrumentText(locale)
  return [...new Set(scales.map(({ domain }) => domains[domain]))].join(', ') || '–'
}
