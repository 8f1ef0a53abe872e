import type { RuleDescription } from '../responder/describe-responder-rule.ts'
import { findText } from '../text/index.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import { CutCurve } from './cut-curve.tsx'
import { Agreement } from './definition-agreement.tsx'
import type {
  ComparedDefinitionView,
  DefinitionComparisonView,
  RateView,
} from './definition-comparison-view.ts'
import { Durability } from './definition-durability.tsx'
import { createFormats, stripFullStop } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { JsonLink } from './json-link.tsx'
import { MissedReasonTables } from './missed-reasons-table.tsx'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'
import { Pick, PickForm } from './picker.tsx'

type DefinitionComparisonPageProps = { readonly frame: ConsoleFrame; readonly view: DefinitionComparisonView }

/** Every definition of a study over the same participants at one timepoint. */
export function DefinitionComparisonPage({ frame, view }: DefinitionComparisonPageProps) {
  const { locale } = frame
  const text = findText(locale).definitionComparison
  const { console } = findText(locale)
  return (
    <ConsoleDocument frame={frame} title={text.heading} section="outcomes">
      <AnalysisLinks frame={frame} current="lab" />
      <h1>{text.heading}</h1>
      <p class="soft">{text.lead}</p>
      <PickForm
        locale={locale}
        action={consolePaths.definitionComparison(frame.study.id)}
        kept={{ definitions: view.asked.definitions, asOf: view.asked.asOf }}
      >
        <Pick
          name="timepoint"
          label={console.outcomes.timepoint}
          choices={view.timepoints}
          chosen={view.timepoint.id}
        />
      </PickForm>
      <Completion locale={locale} view={view} />
      <MissedReasonTables locale={locale} completion={view.completion} />
      <Rates locale={locale} view={view} />
      <p class="soft small">
        {text.interval} {console.outcomes.suppression(view.minimumCellSize)}
      </p>
      {view.definitions.map((definition) => (
        <Definition frame={frame} view={view} definition={definition} />
      ))}
      <JsonLink
        locale={locale}
        buildHref={(more) => consolePaths.definitionComparison(frame.study.id, { ...view.asked, ...more })}
        asOf={view.asOf}
      />
    </ConsoleDocument>
  )
}

/** A row for each clinic: who answered, who did not, and who was not to. */
function Completion({ locale, view }: { locale: string; view: DefinitionComparisonView }) {
  const text = findText(locale).definitionComparison
  const { console, missedReason } = findText(locale)
  const { percent } = createFormats(locale)
  const columns = [
    text.enrolled,
    text.answered,
    missedReason.lateColumn,
    text.missed,
    text.notYet,
    text.left,
    text.died,
    text.answeredRate,
  ]
  return (
    <>
      <h2>{text.completion}</h2>
      <section class="scroll" aria-label={text.completion} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{console.outcomes.site}</th>
              {columns.map((column) => (
                <th scope="col" class="n">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.completion.map(({ name, counts }) => (
              <tr>
                <th scope="row">{name ?? text.everybody}</th>
                {counts === null ? (
                  <td class="soft" colspan={columns.length}>
                    {console.outcomes.suppressed}
                  </td>
                ) : (
                  [
                    ...[
                      counts.enrolled,
                      counts.completed,
                      counts.late ?? console.outcomes.suppressed,
                      counts.missed,
                      counts.notYet,
                      counts.left,
                      counts.died,
                    ],
                    counts.rate === null ? console.none : percent(counts.rate),
                  ].map((cell) => <td class="n">{cell}</td>)
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

/** A row for each definition, a column for each clinic and arm. */
function Rates({ locale, view }: { locale: string; view: DefinitionComparisonView }) {
  const text = findText(locale).definitionComparison
  const [first] = view.definitions
  const columns = [
    ...(first?.bySite.map(({ name }) => name) ?? []),
    ...(first?.byArm.map(({ title }) => title) ?? []),
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
            {view.definitions.map(({ title, evidence, rate, bySite, byArm }) => (
              <tr>
                <th scope="row">
                  {title} <Evidence locale={locale} evidence={evidence} />
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

function RateCell({ locale, rate }: { locale: string; rate: RateView }) {
  const text = findText(locale)
  const { percent } = createFormats(locale)
  if (rate.kind === 'suppressed') return <span class="soft">{text.console.outcomes.suppressed}</span>
  if (rate.kind === 'nobody-assessable') return <span class="soft">{text.console.none}</span>
  return (
    <>
      <b>{percent(rate.rate)}</b> (
      {text.definitionComparison.between(percent(rate.interval[0]), percent(rate.interval[1]))})
      <br />
      <span class="soft small">{text.definitionComparison.of(rate.met, rate.assessable)}</span>
    </>
  )
}

function Evidence({ locale, evidence }: { locale: string; evidence: ComparedDefinitionView['evidence'] }) {
  return evidence === 'established' ? null : (
    <span class="tag">{findText(locale).console.evidence[evidence]}</span>
  )
}

function Definition({
  frame,
  view,
  definition,
}: DefinitionComparisonPageProps & { definition: ComparedDefinitionView }) {
  const { locale } = frame
  const text = findText(locale).definitionComparison
  const { console } = findText(locale)
  return (
    <section class="card" aria-label={definition.title}>
      <h2>
        {definition.title} <Evidence locale={locale} evidence={definition.evidence} />
      </h2>
      <h3>{text.says}</h3>
      <Words parts={definition.words} />
      <p class="soft small">
        {console.outcomes.source(stripFullStop(definition.source))} <code>{definition.ref}</code>
      </p>
      <h3>{text.missing}</h3>
      <ul class="facts">
        {definition.byMissingPolicy.map(({ policy, rate }) => (
          <li>
            {text.policies[policy]}: <RateLine locale={locale} rate={rate} />
          </li>
        ))}
      </ul>
      <Durability locale={locale} definition={definition} />
      {definition.reasons.length === 0 ? null : (
        <details>
          <summary>{text.reasons}</summary>
          <ul class="facts">
            {definition.reasons.map(({ reason, count }) => (
              <li>
                {console.reasonOf(reason)}: {count ?? console.outcomes.suppressed}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Agreement frame={frame} view={view} of={definition.ref} />
      {definition.curves.length === 0 ? null : (
        <details>
          <summary>{text.curves}</summary>
          <div class="curves even">
            {definition.curves.map((curve) => (
              <figure>
                <figcaption class="small">{curve.title}</figcaption>
                <CutCurve locale={locale} curve={curve} />
              </figure>
            ))}
          </div>
        </details>
      )}
    </section>
  )
}

function RateLine({ locale, rate }: { locale: string; rate: RateView }) {
  const text = findText(locale)
  const { percent } = createFormats(locale)
  if (rate.kind === 'suppressed') return <>{text.console.outcomes.suppressed}</>
  if (rate.kind === 'nobody-assessable') return <>{text.definitionComparison.nobody}</>
  return (
    <>
      <b>{percent(rate.rate)}</b>, {text.definitionComparison.of(rate.met, rate.assessable)}
    </>
  )
}

function Words({ parts }: { parts: readonly RuleDescription[] }) {
  return (
    <ul class="facts">
      {parts.map((part) => (
        <li>
          {part.text}
          {part.parts.length === 0 ? null : <Words parts={part.parts} />}
        </li>
      ))}
    </ul>
  )
}
