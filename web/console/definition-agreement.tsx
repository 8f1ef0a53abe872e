import type { Coefficient, PairwiseComparison } from '../api/analyses/definition-comparison.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import type { DefinitionWords } from './definition-words.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

type ComparedPair = Extract<PairwiseComparison, { kind: 'compared' }>

/** One definition against each of the others, and the participants of one's own clinics whom the two see differently. */
export function Agreement({
  frame,
  comparisons,
  definitions,
  of,
}: {
  frame: ConsoleFrame
  comparisons: readonly PairwiseComparison[]
  definitions: ReadonlyMap<string, DefinitionWords>
  of: string
}) {
  const { locale } = frame
  const text = findAnalysesText(locale).definitionComparison
  const { console } = findAnalysesText(locale)
  const others = comparisons.flatMap((one) => orientComparison(of, one))
  const findDefinitionTitle = (ref: string) => definitions.get(ref)?.title ?? ref
  if (others.length === 0) return null
  return (
    <details>
      <summary>{text.agreement}</summary>
      <p class="soft small">{text.agreementLead}</p>
      <section class="scroll" aria-label={`${findDefinitionTitle(of)}: ${text.agreement}`} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.other}</th>
              {[text.both, text.onlyThis, text.onlyOther, text.neither, text.agree, 'κ', 'AC1'].map(
                (column) => (
                  <th scope="col" class="n">
                    {column}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {others.map((one) => (
              <tr>
                <th scope="row">{findDefinitionTitle(one.second)}</th>
                {one.kind === 'suppressed' ? (
                  <td class="soft" colspan={7}>
                    {console.outcomes.suppressed}
                  </td>
                ) : (
                  buildAgreementCells(one, locale).map((cell) => <td class="n">{cell}</td>)
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {others.map((one) =>
        one.kind === 'suppressed' ? null : (
          <Switchers frame={frame} one={one} other={findDefinitionTitle(one.second)} />
        ),
      )}
    </details>
  )
}

/** The comparison with the definition as its first one; nothing where it is of two others. */
function orientComparison(ref: string, one: PairwiseComparison): readonly PairwiseComparison[] {
  if (one.first === ref) return [one]
  if (one.second !== ref) return []
  const turned = { first: one.second, second: one.first }
  if (one.kind === 'suppressed') return [{ ...one, ...turned }]
  const { cells, switchers } = one
  return [
    {
      ...{ ...one, ...turned },
      cells: cells && { ...cells, onlyFirst: cells.onlySecond, onlySecond: cells.onlyFirst },
      switchers: { onlyFirst: switchers.onlySecond, onlySecond: switchers.onlyFirst },
    },
  ]
}

/** Both, only the first, only the second, neither, agreement, κ and AC1 of a pair. */
export function buildAgreementCells(one: ComparedPair, locale: string): readonly (string | number)[] {
  const { none, outcomes } = findAnalysesText(locale).console
  const { percent } = createFormats(locale)
  const { suppressed } = outcomes
  const { both, onlyFirst, onlySecond, neither } = one.cells ?? {}
  return [
    ...[both, onlyFirst, onlySecond, neither].map((count) => count ?? suppressed),
    one.agree === null ? none : percent(one.agree),
    formatCoefficient(one.kappa, locale),
    formatCoefficient(one.ac1, locale),
  ]
}

function formatCoefficient(of: Coefficient, locale: string): string {
  if (of.kind === 'not-estimated') return findAnalysesText(locale).console.none
  const two = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const estimate = two.format(of.estimate).replaceAll('-', '−')
  if (of.interval === null) return estimate
  const [low, high] = of.interval
  const between = findAnalysesText(locale).definitionComparison.between(two.format(low), two.format(high))
  return `${estimate} (${between.replaceAll('-', '−')})`
}

function Switchers({ frame, one, other }: { frame: ConsoleFrame; one: ComparedPair; other: string }) {
  const text = findAnalysesText(frame.locale).definitionComparison
  const rows = [
    { label: text.yesHere(other), participants: one.switchers.onlyFirst },
    { label: text.yesThere(other), participants: one.switchers.onlySecond },
  ]
  return (
    <>
      {rows
        .filter(({ participants }) => participants.length > 0)
        .map(({ label, participants }) => (
          <p class="small">
            {label}{' '}
            {participants.map((id, at) => (
              <>
                {at === 0 ? '' : ', '}
                <a class="id" href={consolePaths.participant(frame.study.id, id)}>
                  {id}
                </a>
              </>
            ))}
          </p>
        ))}
    </>
  )
}
