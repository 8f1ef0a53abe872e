import { findAnalysesText } from '../text/analyses-text.ts'
import { findDefinitionsText } from '../text/definitions-text.ts'
import { CutCurve } from './cut-curve.tsx'
import { DataTable } from './data-table.tsx'
import { buildAgreementCells } from './definition-agreement.tsx'
import { RateCell } from './definition-parts.tsx'
import type { DefinitionPreviewView } from './definitions-view.ts'
import { DenominatorTable } from './denominator-table.tsx'
import { type ConsoleFrame, findTitle } from './frame.ts'
import { consolePaths } from './paths.ts'
import { Pick, PickForm } from './picker.tsx'

type DefinitionPreviewProps = {
  readonly frame: ConsoleFrame
  /** The definition that is written. */
  readonly id: string
  readonly preview: DefinitionPreviewView
}

/** What a draft gives on the present data: its rate, how it agrees with the others, and what turns on one of its numbers. */
export function DefinitionPreview({ frame, id, preview }: DefinitionPreviewProps) {
  const { locale } = frame
  const text = findDefinitionsText(locale).preview
  const { console, estimand } = findAnalysesText(locale)
  const { chosen, cuts } = preview
  if (preview.isWithoutData)
    return (
      <section aria-labelledby="preview">
        <h2 id="preview">{text.heading}</h2>
        <p class="soft">{text.noData}</p>
      </section>
    )
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{text.heading}</h2>
      <p class="soft small">{text.lead}</p>
      <p class="note small">{text.caution}</p>
      <PickForm locale={locale} action={consolePaths.definitionDraft(frame.study.id, id)}>
        <Pick
          name="timepoint"
          label={console.outcomes.timepoint}
          choices={preview.timepoints}
          chosen={chosen.timepoint}
        />
        <Pick name="estimand" label={estimand.choose} choices={preview.estimands} chosen={chosen.estimand} />
        {cuts.length === 0 ? null : <Pick name="cut" label={text.cut} choices={cuts} chosen={chosen.cut} />}
      </PickForm>
      <Numbers {...{ frame, preview }} />
    </section>
  )
}

function Numbers({ frame, preview }: Omit<DefinitionPreviewProps, 'id'>) {
  const { locale } = frame
  const text = findDefinitionsText(locale).preview
  const { definitionComparison } = findAnalysesText(locale)
  const { result } = preview
  if (result === undefined) return <p class="soft">{text.faulty}</p>
  if (result.kind === 'too-few' || result.rate === null)
    return <p class="soft">{text.tooFew(result.minimumCellSize)}</p>
  if (result.rate.kind === 'no-rate')
    return (
      <p>
        <RateCell locale={locale} rate={result.rate} />
      </p>
    )
  const cutTitle = findTitle(preview.cuts, preview.chosen.cut)
  return (
    <>
      <h3>{text.rate}</h3>
      <p>
        <RateCell locale={locale} rate={result.rate} />
      </p>
      {result.rates === null ? null : (
        <DenominatorTable locale={locale} title={text.rate} rates={result.rates} imputed={null} />
      )}
      <p class="soft small">
        {text.showing} {definitionComparison.interval}
      </p>
      <h3>{text.curve}</h3>
      {result.curve === null ? (
        <p class="soft">{text.none}</p>
      ) : (
        <figure>
          <figcaption class="small">{cutTitle}</figcaption>
          <CutCurve locale={locale} title={cutTitle} cut={result.curve} />
        </figure>
      )}
      <h3>{text.agreement}</h3>
      <Agreement {...{ frame, preview }} />
      <p class="soft small">{definitionComparison.agreementLead}</p>
    </>
  )
}

function Agreement({ frame, preview }: Omit<DefinitionPreviewProps, 'id'>) {
  const { locale } = frame
  const text = findAnalysesText(locale).definitionComparison
  const { console } = findAnalysesText(locale)
  const { agreement, rate: rateTitle } = findDefinitionsText(locale).preview
  const counts = [text.agree, 'κ', 'AC1', text.both, text.onlyThis, text.onlyOther, text.neither]
  return (
    <DataTable
      label={agreement}
      columns={[
        ...[text.other, rateTitle].map((title) => ({ title })),
        ...counts.map((title) => ({ title, isNumber: true })),
      ]}
      rows={(preview.result?.others ?? []).map(({ definition, rate, comparison }) => [
        preview.titles.get(definition) ?? definition,
        <RateCell locale={locale} rate={rate} />,
        ...(comparison.kind === 'suppressed'
          ? [console.outcomes.suppressed]
          : putAgreementFirst(buildAgreementCells(comparison, locale))),
      ])}
    />
  )
}

/** Agreement before the counts that it is of: the table is wider than its column. */
function putAgreementFirst<Cell>(cells: readonly Cell[]): readonly Cell[] {
  return [...cells.slice(4), ...cells.slice(0, 4)]
}
