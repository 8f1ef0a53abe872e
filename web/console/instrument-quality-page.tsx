import type { InstrumentQualityQuery, InstrumentQualityReply } from '../api/analyses/instrument-quality.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import type { FollowUpWords } from './analysis-words.ts'
import { AttributePicks, FilterNote } from './attribute-filter.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { ItemFunctioningCard } from './item-functioning.tsx'
import { JsonLink } from './json-link.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm } from './picker.tsx'

type InstrumentQualityPageProps = {
  readonly frame: ConsoleFrame
  readonly result: InstrumentQualityReply
  readonly query: InstrumentQualityQuery
  readonly words: FollowUpWords
}

/** A scale on the study's own data: consistency, floor and ceiling, test–retest, items by group. */
export function InstrumentQualityPage({ frame, result, query, words }: InstrumentQualityPageProps) {
  const { locale } = frame
  const all = findAnalysesText(locale)
  const text = all.instrumentQuality
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="analyses">
      <AnalysisLinks frame={frame} current="instrumentQuality" />
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      <PickForm
        locale={locale}
        action={consolePaths.instrumentQuality(frame.study.id)}
        kept={{ asOf: query.asOf }}
      >
        <Pick name="measure" label={all.analysis.measure} choices={words.measures} chosen={query.measure} />
        <Pick
          name="timepoint"
          label={all.console.outcomes.timepoint}
          choices={words.timepoints}
          chosen={query.timepoint}
        />
        <AttributePicks frame={frame} query={query} />
      </PickForm>
      <FilterNote frame={frame} filter={result.filter} />
      {result.coverage === 'own-sites' ? <p class="soft small">{all.estimand.ownSites}</p> : null}
      <Consistency locale={locale} consistency={result.consistency} />
      <Ends locale={locale} distribution={result.distribution} />
      <Retest locale={locale} testRetest={result.testRetest} />
      <ItemFunctioningCard {...{ locale, words }} itemFunctioning={result.itemFunctioning} />
      <JsonLink
        locale={locale}
        buildHref={(more) => consolePaths.instrumentQuality(frame.study.id, { ...query, ...more })}
        asOf={result.asOf}
      />
    </ConsoleDocument>
  )
}

type Part<Name extends keyof InstrumentQualityReply> = { readonly locale: string } & {
  readonly [Key in Name]: InstrumentQualityReply[Key]
}

function Consistency({ locale, consistency }: Part<'consistency'>) {
  const text = findAnalysesText(locale).instrumentQuality
  const { console } = findAnalysesText(locale)
  const { estimate } = createFormats(locale)
  return (
    <div class="card">
      <h2>{text.consistency}</h2>
      {consistency.kind === 'not-estimated' ? (
        <p>{text.reasons[consistency.reason]}</p>
      ) : (
        <>
          <Values
            title={text.consistency}
            columns={[text.estimate, text.value]}
            rows={[
              [text.alpha, estimate(consistency.alpha)],
              [text.omega, consistency.omega === null ? console.none : estimate(consistency.omega)],
            ]}
          />
          <p class="soft small">{text.n(consistency.n)}</p>
          <h3>{text.itemRest}</h3>
          <Values
            title={text.itemRest}
            columns={[text.item, text.correlation]}
            rows={consistency.itemRest.map(({ item, correlation }) => [item, estimate(correlation)])}
          />
        </>
      )}
    </div>
  )
}

function Ends({ locale, distribution }: Part<'distribution'>) {
  const text = findAnalysesText(locale).instrumentQuality
  const { console } = findAnalysesText(locale)
  const { percent } = createFormats(locale)
  const format = (share: number | null) => (share === null ? console.none : percent(share))
  return (
    <div class="card">
      <h2>{text.ends}</h2>
      <Values
        title={text.ends}
        columns={[text.estimate, text.value]}
        rows={[
          [text.lowest, format(distribution.lowest)],
          [text.highest, format(distribution.highest)],
        ]}
      />
      <p class="soft small">{text.of(distribution.n)}</p>
    </div>
  )
}

function Retest({ locale, testRetest }: Part<'testRetest'>) {
  const text = findAnalysesText(locale).instrumentQuality
  const { estimate } = createFormats(locale)
  return (
    <div class="card">
      <h2>{text.retest}</h2>
      {testRetest.kind === 'not-estimated' ? (
        <p>{text.reasons[testRetest.reason]}</p>
      ) : (
        <>
          <Values
            title={text.retest}
            columns={[text.estimate, text.value]}
            rows={[
              [text.icc, estimate(testRetest.icc)],
              [text.sem, estimate(testRetest.sem)],
            ]}
          />
          <p class="soft small">{text.pairs(testRetest.n)}</p>
        </>
      )}
    </div>
  )
}

function Values({
  title,
  columns: [name, value],
  rows,
}: {
  title: string
  columns: readonly [string, string]
  rows: readonly (readonly [string, string])[]
}) {
  return (
    <section class="scroll" aria-label={title} tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            <th scope="col" class="n">
              {value}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, cell]) => (
            <tr>
              <th scope="row">{label}</th>
              <td class="n">{cell}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
