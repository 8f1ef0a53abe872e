import type {
  ComparedDefinition,
  DefinitionComparisonQuery,
  DefinitionComparisonReply,
} from '../api/analyses/definition-comparison.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { findDefinitionsText } from '../text/definitions-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import { AttributePicks, FilterNote } from './attribute-filter.tsx'
import { CompletionTable } from './completion-table.tsx'
import { CutCurve } from './cut-curve.tsx'
import { Agreement } from './definition-agreement.tsx'
import { Durability } from './definition-durability.tsx'
import { EvidenceTag, RateCell, RuleWords } from './definition-parts.tsx'
import type { DefinitionComparisonWords, DefinitionWords } from './definition-words.ts'
import { DenominatorTable } from './denominator-table.tsx'
import { stripFullStop } from './format.ts'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { MissedReasonTables } from './missed-reasons-table.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm } from './picker.tsx'
import type { ReleaseQuery } from './release-view.ts'

type ComparisonProps = {
  readonly result: DefinitionComparisonReply
  readonly words: DefinitionComparisonWords
}

type DefinitionComparisonPageProps = ComparisonProps & {
  readonly frame: ConsoleFrame
  readonly query: DefinitionComparisonQuery & ReleaseQuery
}

/** Every definition of a study over the same participants at one timepoint. */
export function DefinitionComparisonPage({ frame, result, query, words }: DefinitionComparisonPageProps) {
  const { locale } = frame
  const text = findAnalysesText(locale).definitionComparison
  const { console, estimand } = findAnalysesText(locale)
  const completion = result.completion.filter(({ timepoint }) => timepoint === result.timepoint)
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="analyses">
      <AnalysisLinks frame={frame} current="definitionComparison" />
      <h1>{text.heading}</h1>
      <p class="soft">
        {text.lead}{' '}
        <a href={consolePaths.definitions(frame.study.id)}>{findDefinitionsText(locale).heading}</a>
      </p>
      <PickForm
        locale={locale}
        action={consolePaths.definitionComparison(frame.study.id)}
        kept={
          query.release === undefined
            ? { definitions: query.definitions, asOf: query.asOf }
            : { release: query.release }
        }
      >
        <Pick
          name="timepoint"
          label={console.outcomes.timepoint}
          choices={words.timepoints}
          chosen={result.timepoint}
        />
        <Pick name="estimand" label={estimand.choose} choices={words.estimands} chosen={result.estimand.id} />
        <AttributePicks frame={frame} query={query} />
      </PickForm>
      <FilterNote frame={frame} filter={result.filter} />
      <CompletionTable locale={locale} rows={completion} sites={words.sites} />
      <MissedReasonTables locale={locale} completion={completion} sites={words.sites} />
      <Rates locale={locale} result={result} words={words} />
      <p class="soft small">
        {text.interval} {console.outcomes.suppression(result.minimumCellSize)}
      </p>
      {result.definitions.map((definition) => (
        <Definition frame={frame} result={result} words={words} definition={definition} />
      ))}
      <JsonLink
        locale={locale}
        buildHref={(more) => consolePaths.definitionComparison(frame.study.id, { ...query, ...more })}
        asOf={result.asOf}
      />
    </ConsoleDocument>
  )
}

/** A row for each definition, a column for each clinic and arm. */
function Rates({ locale, result, words }: ComparisonProps & { readonly locale: string }) {
  const text = findAnalysesText(locale).definitionComparison
  const [first] = result.definitions
  const columns = [
    ...(first?.bySite.map(({ site }) => findTitle(words.sites, site)) ?? []),
    ...(first?.byArm.map(({ arm }) => findTitle(words.arms, arm)) ?? []),
  ]
  return (
    <>
      <h2>{text.rates}</h2>
      <section class="scroll" aria-label={text.rates} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.definition}</th>
              {[text.everybody, ...columns].map((column) => (
                <th scope="col" class="n">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.definitions.map(({ definition, evidence, rate, bySite, byArm }) => (
              <tr>
                <th scope="row">
                  {words.definitions.get(definition)?.title ?? definition}{' '}
                  <EvidenceTag locale={locale} evidence={evidence} />
                </th>
                {[rate, ...bySite.map((one) => one.rate), ...byArm.map((one) => one.rate)].map((one) => (
                  <td class="n">
                    <RateCell locale={locale} rate={one} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

type DefinitionProps = ComparisonProps & {
  readonly frame: ConsoleFrame
  readonly definition: ComparedDefinition
}

function Definition({ frame, result, words, definition }: DefinitionProps) {
  const { locale } = frame
  const text = findAnalysesText(locale).definitionComparison
  const { console, estimand } = findAnalysesText(locale)
  const own = words.definitions.get(definition.definition)
  if (own === undefined) return null
  return (
    <section class="card" aria-label={own.title}>
      <h2>
        {own.title} <EvidenceTag locale={locale} evidence={definition.evidence} />
      </h2>
      <h3>{text.says}</h3>
      <RuleWords parts={own.rule} />
      <p class="soft small">
        {console.outcomes.source(stripFullStop(own.source))} <code>{definition.definition}</code>
      </p>
      {definition.rates === null ? null : (
        <>
          <h3>{estimand.denominators}</h3>
          <DenominatorTable
            locale={locale}
            title={`${own.title}: ${estimand.denominators}`}
            rates={definition.rates}
            imputed={null}
          />
        </>
      )}
      <Durability locale={locale} title={own.title} durability={definition.durability} arms={words.arms} />
      <Agreement
        frame={frame}
        comparisons={result.comparisons}
        definitions={words.definitions}
        of={definition.definition}
      />
      {definition.byCut.length === 0 ? null : (
        <details>
          <summary>{text.curves}</summary>
          <div class="curves even">
            {definition.byCut.map((cut) => (
              <CutFigure locale={locale} cut={cut} words={own} />
            ))}
          </div>
        </details>
      )}
    </section>
  )
}

function CutFigure({
  locale,
  cut,
  words,
}: {
  locale: string
  cut: ComparedDefinition['byCut'][number]
  words: DefinitionWords
}) {
  const title = words.cuts.get(cut.path) ?? cut.path
  return (
    <figure>
      <figcaption class="small">{title}</figcaption>
      <CutCurve locale={locale} title={title} cut={cut} />
    </figure>
  )
}
