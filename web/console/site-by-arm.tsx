import type { FittedModel, SiteByArm } from '../api/analyses/repeated-measures.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import type { RepeatedMeasuresWords } from './analysis-words.ts'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import { findTitle, joinTitles } from './frame.ts'
import { buildEstimateCells } from './repeated-measures-tables.tsx'

type SiteByArmProps = {
  readonly locale: string
  readonly words: RepeatedMeasuresWords
  readonly model: Pick<FittedModel, 'siteByArm' | 'level'>
}

/** Whether the difference between arms differs between clinics: the test, and each clinic's differences. */
export function SiteByArmCard({ locale, words, model }: SiteByArmProps) {
  const text = findAnalysesText(locale).repeatedMeasures
  const { siteByArm } = model
  return (
    <div class="card">
      <h2>{text.siteByArm}</h2>
      {siteByArm.kind === 'suppressed' ? <p>{text.siteByArmSuppressed}</p> : null}
      {siteByArm.kind === 'not-tested' ? <p>{describeReason(siteByArm.reason, locale)}</p> : null}
      {siteByArm.kind === 'tested' ? <Tested {...{ locale, words, siteByArm }} level={model.level} /> : null}
    </div>
  )
}

function Tested({
  locale,
  words,
  siteByArm: { test, sitesLeftOut, contrasts },
  level,
}: Omit<SiteByArmProps, 'model'> & { siteByArm: Extract<SiteByArm, { kind: 'tested' }>; level: number }) {
  const { repeatedMeasures: text, analysis, console } = findAnalysesText(locale)
  const { estimate, score, count, p, percent } = createFormats(locale)
  const columns = [
    ...[console.outcomes.site, text.compared].map((title) => ({ title })),
    ...[analysis.estimate, analysis.interval(percent(level)), text.standardError, text.df, 'p'].map(
      (title) => ({
        title,
        isNumber: true,
      }),
    ),
  ]
  return (
    <>
      <p>
        <b>
          {text.siteByArmTest(
            estimate(test.f),
            count(test.numeratorDf),
            score(test.denominatorDf),
            p(test.p),
          )}
        </b>
      </p>
      <p class="soft small">
        {text.siteByArmLead} {text.siteByArmCaution}
      </p>
      <DataTable
        label={text.siteByArm}
        columns={columns}
        rows={contrasts.map((one) => [
          findTitle(words.sites, one.site),
          text.difference(findTitle(words.arms, one.arm), findTitle(words.arms, one.against)),
          ...(one.kind === 'estimated'
            ? [...buildEstimateCells(one, locale), p(one.p)]
            : [text.notEstimatedReasons[one.reason]]),
        ])}
      />
      {sitesLeftOut.length === 0 ? null : (
        <p class="soft small">{text.siteByArmLeftOut(joinTitles(words.sites, sitesLeftOut))}</p>
      )}
    </>
  )
}

function describeReason(
  reason: Extract<SiteByArm, { kind: 'not-tested' }>['reason'],
  locale: string,
): string {
  const { siteByArmReasons, notFittedReasons } = findAnalysesText(locale).repeatedMeasures
  return reason in siteByArmReasons
    ? siteByArmReasons[reason as keyof typeof siteByArmReasons]
    : notFittedReasons[reason as keyof typeof notFittedReasons]
}
