import { instrumentPaths } from '../instrument/view.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import type { ConsoleFrame } from './frame.ts'
import { ConsoleDocument } from './page.tsx'

/** One version that the study asks, and at which of its timepoints. */
export type StudyInstrument = {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly evidence: 'established' | 'unconfirmed' | 'unvalidated'
  readonly questions: number
  readonly languages: readonly {
    readonly locale: string
    readonly status: 'official' | 'unvalidated' | 'machine'
  }[]
  readonly timepoints: readonly string[]
}

/** A text that the study sends. */
export type StudyTextView = {
  readonly name: string
  /** null: the same in every language. */
  readonly locale: string | null
  readonly template: string
  readonly segments: number
  readonly encoding: 'GSM-7' | 'UCS-2'
}

type InstrumentsPageProps = {
  readonly frame: ConsoleFrame
  readonly instruments: readonly StudyInstrument[]
  readonly texts: readonly StudyTextView[]
}

/** What the study asks, version by version; each leads to its own page. And what it texts. */
export function StudyInstrumentsPage({ frame, instruments, texts }: InstrumentsPageProps) {
  const { console: text, instrument: words } = findAnalysesText(frame.locale)
  return (
    <ConsoleDocument frame={frame} title={text.instruments.heading} section="instruments">
      <h1>{text.instruments.heading}</h1>
      <p class="soft">{text.instruments.lead}</p>
      <section class="scroll" aria-label={text.instruments.heading} tabindex={0}>
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">{words.list.instrument}</th>
              <th scope="col">{words.list.version}</th>
              <th scope="col">{text.instruments.asked}</th>
              <th scope="col" class="n">
                {words.list.questions}
              </th>
              <th scope="col">{words.list.languages}</th>
              <th scope="col">{words.list.evidence}</th>
            </tr>
          </thead>
          <tbody>
            {instruments.map((one) => (
              <tr>
                <th scope="row">
                  <a href={instrumentPaths.page(one)}>{one.title}</a>
                </th>
                <td data-label={words.list.version}>{one.version}</td>
                <td data-label={text.instruments.asked}>{one.timepoints.join(', ')}</td>
                <td data-label={words.list.questions} class="n">
                  {one.questions}
                </td>
                <td data-label={words.list.languages}>
                  {one.languages
                    .map(({ locale, status }) => `${locale} (${words.page.status[status]})`)
                    .join(', ') || text.none}
                </td>
                <td data-label={words.list.evidence}>
                  {one.evidence === 'established' ? (
                    words.evidence.established
                  ) : (
                    <span class="tag">{words.evidence[one.evidence]}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p>
        <a href={instrumentPaths.list}>{text.instruments.all}</a>
      </p>
      <TextMessages frame={frame} texts={texts} />
    </ConsoleDocument>
  )
}

function TextMessages({ frame, texts }: Omit<InstrumentsPageProps, 'instruments'>) {
  const text = findAnalysesText(frame.locale).console.instruments.texts
  return (
    <>
      <h2>{text.heading}</h2>
      <p class="soft">{text.lead}</p>
      <section class="scroll" aria-label={text.heading} tabindex={0}>
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">{text.name}</th>
              <th scope="col">{text.language}</th>
              <th scope="col">{text.words}</th>
              <th scope="col" class="n">
                {text.parts}
              </th>
            </tr>
          </thead>
          <tbody>
            {texts.map((one) => (
              <tr>
                <th scope="row">{text.names[one.name as keyof typeof text.names] ?? one.name}</th>
                <td data-label={text.language}>{one.locale ?? text.everyLanguage}</td>
                <td>{one.template}</td>
                <td data-label={text.parts} class="n">
                  {one.segments} ({one.encoding})
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
