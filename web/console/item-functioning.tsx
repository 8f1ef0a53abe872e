import type { InstrumentQualityReply } from '../api/analyses/instrument-quality.ts'
import type { ItemFunctioning } from '../api/analyses/item-functioning.ts'
import { findAnalysesText } from '../text/analyses-text.ts'
import type { FollowUpWords } from './analysis-words.ts'
import { DataTable } from './data-table.tsx'
import { createFormats } from './format.ts'
import { findTitle } from './frame.ts'

type By = keyof InstrumentQualityReply['itemFunctioning']
type ItemFunctioningProps = {
  readonly locale: string
  readonly itemFunctioning: InstrumentQualityReply['itemFunctioning']
  readonly words: Pick<FollowUpWords, 'sites'>
}

const DIMENSIONS = ['language', 'mode', 'site'] as const satisfies readonly By[]

/** Whether people of different groups with the same total answer an item differently: by language, mode and clinic. */
export function ItemFunctioningCard({ locale, itemFunctioning, words }: ItemFunctioningProps) {
  const text = findAnalysesText(locale).itemFunctioning
  const isAnyExamined = DIMENSIONS.some((by) => itemFunctioning[by].kind === 'examined')
  return (
    <div class="card">
      <h2>{text.heading}</h2>
      <p class="soft">{text.lead}</p>
      {DIMENSIONS.map((by) => (
        <Dimension {...{ locale, words, by }} functioning={itemFunctioning[by]} />
      ))}
      {isAnyExamined ? <p class="soft small">{text.how}</p> : null}
    </div>
  )
}

type DimensionProps = Pick<ItemFunctioningProps, 'locale' | 'words'> & {
  readonly by: By
  readonly functioning: ItemFunctioning
}

function Dimension({ locale, words, by, functioning }: DimensionProps) {
  const text = findAnalysesText(locale).itemFunctioning
  const name = (group: string) => findGroupTitle(by, group, locale, words)
  return (
    <>
      <h3>{text.by[by]}</h3>
      {functioning.kind === 'not-examined' ? (
        <p>{text.reasons[functioning.reason]}</p>
      ) : (
        <>
          <p>
            {functioning.groups
              .map(({ group, n }) => `${name(group)} ${createFormats(locale).count(n)}`)
              .join(' · ')}
          </p>
          <Items {...{ locale, name, functioning }} label={`${text.heading}, ${text.by[by]}`} />
          {functioning.groupsLeftOut.length === 0 ? null : (
            <p class="soft small">{text.leftOut(functioning.groupsLeftOut.map(name).join(', '))}</p>
          )}
        </>
      )}
    </>
  )
}

function Items({
  locale,
  label,
  name,
  functioning: { groups, items },
}: {
  locale: string
  label: string
  name: (group: string) => string
  functioning: Extract<ItemFunctioning, { kind: 'examined' }>
}) {
  const text = findAnalysesText(locale).itemFunctioning
  const { estimate, p, thousandth } = createFormats(locale)
  const [first, ...others] = groups.map(({ group }) => name(group))
  const columns = [
    { title: text.item },
    ...[
      ...[text.adjusted, text.uniform, text.nonUniform, text.r2Change],
      ...others.map((other) => text.oddsRatio(other, first ?? '')),
    ].map((title) => ({ title, isNumber: true })),
  ]
  const rows = items.map((one) =>
    one.kind === 'not-examined'
      ? [one.item, text.itemReasons[one.reason]]
      : [
          one.item,
          ...[p(one.total.holmP), p(one.uniform.p), p(one.nonUniform.p), thousandth(one.r2Change)],
          ...one.oddsRatios.map(({ oddsRatio }) => estimate(oddsRatio)),
        ],
  )
  return <DataTable label={label} columns={columns} rows={rows} />
}

function findGroupTitle(by: By, group: string, locale: string, words: DimensionProps['words']): string {
  const { modes } = findAnalysesText(locale).itemFunctioning
  if (by === 'site') return findTitle(words.sites, group)
  if (by === 'mode') return modes[group as keyof typeof modes] ?? group
  return new Intl.DisplayNames([locale], { type: 'language' }).of(group) ?? group
}
