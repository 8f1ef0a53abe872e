import type { ReleaseComparison } from '../api/releases/releases.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import { AnalysisLinks } from './analysis-links.tsx'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import { type ConsoleFrame, findTitle, type Named } from './frame.ts'
import { ConsoleDocument } from './page.tsx'
import { consolePaths } from './paths.ts'

type ReleaseComparisonPageProps = {
  readonly frame: ConsoleFrame
  readonly comparison: ReleaseComparison
  readonly words: {
    readonly definitions: readonly Named[]
    readonly timepoints: readonly Named[]
    readonly estimands: readonly Named[]
  }
}

type ComparedRate = ReleaseComparison['rates'][number]['first']

/** Two releases side by side: what differs behind them, and the rate of each endpoint. */
export function ReleaseComparisonPage({ frame, comparison, words }: ReleaseComparisonPageProps) {
  const { locale } = frame
  const text = findAnalysesText(locale).releases
  const { first, second, changed, rates } = comparison
  const title = text.comparison(first.number, second.number)
  const differences = (['data', 'program', 'study'] as const).filter((one) => changed[one])
  const isSame = differences.length === 0 && changed.definitions.length === 0
  return (
    <ConsoleDocument frame={frame} title={title} section="analyses">
      <AnalysisLinks frame={frame} current="releases" />
      <h1>{title}</h1>
      <p>
        {[first, second].map(({ number, name }, at) => (
          <>
            {at === 0 ? null : ' · '}
            <a href={consolePaths.release(frame.study.id, number)}>{text.open(number, name)}</a>
          </>
        ))}
      </p>
      <ul class="facts">
        {isSame ? <li>{text.same}</li> : null}
        {differences.map((one) => (
          <li>{text.changed[one]}</li>
        ))}
        {changed.definitions.length === 0 ? null : (
          <li>
            {text.changedDefinitions(
              changed.definitions.map((id) => findTitle(words.definitions, id)).join(', '),
            )}
          </li>
        )}
      </ul>
      <DataTable
        label={title}
        columns={[
          ...[text.endpoint, text.timepoint, text.estimand].map((name) => ({ title: name })),
          ...[text.primaryIn(first.number), text.primaryIn(second.number), text.difference].map((name) => ({
            title: name,
            isNumber: true,
          })),
        ]}
        rows={rates.map((one) => [
          findTitle(words.definitions, one.definition),
          findTitle(words.timepoints, one.timepoint),
          findTitle(words.estimands, one.estimand),
          ...[one.first, one.second].map((rate) => formatRate(rate, locale)),
          formatDifference(one.first, one.second, locale),
        ])}
      />
    </ConsoleDocument>
  )
}

function formatRate({ rate, noRate }: ComparedRate, locale: string): string {
  const { console, estimand } = findAnalysesText(locale)
  if (noRate !== null) return estimand.noRate[noRate]
  return rate === null ? console.outcomes.suppressed : createFormats(locale).percent(rate)
}

function formatDifference(first: ComparedRate, second: ComparedRate, locale: string): string {
  if (first.rate === null || second.rate === null) return findAnalysesText(locale).console.none
  return createFormats(locale).signed(Math.round(100 * (second.rate - first.rate)))
}
