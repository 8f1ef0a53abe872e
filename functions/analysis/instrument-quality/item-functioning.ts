import type { ItemFunctioning } from '../../../web/api/analyses/item-functioning.ts'
import { adjustByHolm } from '../arm-comparison/holm.ts'
import { chiSquareUpperTail } from '../statistics/distributions.ts'
import { fitOrdinalRegression, type SparseRow } from './ordinal-regression.ts'

/** Fewer give no usable comparison of a group: this project’s choice. */
const MIN_GROUP = 30

type Examined = Extract<ItemFunctioning, { kind: 'examined' }>
type ItemResult = Examined['items'][number]
type RawResult = ItemResult | (Omit<Extract<ItemResult, { kind: 'examined' }>, 'total'> & { total: Tested })
type Tested = { readonly chiSquare: number; readonly df: number; readonly p: number }

/**
 * Differential item functioning: whether people of two groups with the same total answer an item differently. For each item
 * three proportional odds models of the answer: on the total alone, with the group, and with group × total; compared by
 * likelihood-ratio tests. Uniform: the second against the first. Non-uniform: the third against the second.
 *
 * @param items ids, in the order of the rows’ members
 * @param rows item scores of each participant, as they enter the scale, none missing
 * @param groups of each participant; the largest is the one that others are compared with
 * @see Swaminathan & Rogers, Journal of Educational Measurement 27:361, 1990; Zumbo, A handbook on the theory and methods of
 *   differential item functioning, 1999
 */
export function examineItemFunctioning(
  items: readonly string[],
  rows: readonly (readonly number[])[],
  groups: readonly string[],
  minimumCellSize = 1,
): ItemFunctioning {
  if (items.length < 2) return { kind: 'not-examined', reason: 'fewer-than-two-items' }
  const sizes = [...Map.groupBy(groups, (group) => group)]
    .map(([group, { length: n }]) => ({ group, n }))
    .sort((a, b) => b.n - a.n || (a.group < b.group ? -1 : 1))
  const minimum = Math.max(MIN_GROUP, minimumCellSize)
  const kept = sizes.filter(({ n }) => n >= minimum)
  if (kept.length < 2) return { kind: 'not-examined', reason: 'fewer-than-two-groups' }
  const places = new Map(kept.map(({ group }, at) => [group, at]))
  const people = rows.flatMap((scores, at) => {
    const place = places.get(groups[at] as string)
    return place === undefined ? [] : [{ scores, place }]
  })
  const totals = standardize(people.map(({ scores }) => scores.reduce((sum, one) => sum + one, 0)))
  const models = buildModels(
    people.map(({ place }) => place),
    totals,
    kept.length,
  )
  const found = items.map((item, at) =>
    examineItem(
      item,
      people.map(({ scores }) => scores[at] as number),
      models,
      kept.map(({ group }) => group),
    ),
  )
  const adjusted = adjustByHolm(found.flatMap((one) => (one.kind === 'examined' ? [one.total.p] : [])))
  return {
    ...{ kind: 'examined', groups: kept },
    groupsLeftOut: sizes.filter(({ n }) => n < minimum).map(({ group }) => group),
    items: found.map(
      (one): ItemResult =>
        one.kind === 'examined'
          ? { ...one, total: { ...one.total, holmP: adjusted.shift() as number } }
          : one,
    ),
  }
}

/** Mean 0 and standard deviation 1, which changes no test. */
function standardize(values: readonly number[]): number[] {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length
  const sd = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1))
  return values.map((one) => (sd > 0 ? (one - mean) / sd : 0))
}

type Model = { readonly rows: readonly SparseRow[]; readonly columns: number }

/** On the total; with the group, the first being the one compared with; with group × total. */
function buildModels(places: readonly number[], totals: readonly number[], groups: number) {
  const buildModel = (columns: number, list: (place: number, total: number) => SparseRow): Model => ({
    columns,
    rows: places.map((place, at) => list(place, totals[at] as number)),
  })
  const others = groups - 1
  return [
    buildModel(0, () => []),
    buildModel(1, (_, total) => [[0, total]]),
    buildModel(1 + others, (place, total) =>
      place === 0
        ? [[0, total]]
        : [
            [0, total],
            [place, 1],
          ],
    ),
    buildModel(1 + 2 * others, (place, total) =>
      place === 0
        ? [[0, total]]
        : [
            [0, total],
            [place, 1],
            [others + place, total],
          ],
    ),
  ] as const
}

function examineItem(
  item: string,
  scores: readonly number[],
  models: ReturnType<typeof buildModels>,
  groups: readonly string[],
): RawResult {
  const values = [...new Set(scores)].sort((a, b) => a - b)
  if (values.length < 2) return { kind: 'not-examined', item, reason: 'same-answer' }
  const places = new Map(values.map((value, at) => [value, at]))
  const categories = scores.map((score) => places.get(score) as number)
  const [none, alone, withGroup, withBoth] = models.map(({ rows, columns }) =>
    fitOrdinalRegression(rows, categories, { count: values.length, columns }),
  )
  if (
    none?.kind !== 'fitted' ||
    alone?.kind !== 'fitted' ||
    withGroup?.kind !== 'fitted' ||
    withBoth?.kind !== 'fitted'
  )
    return { kind: 'not-examined', item, reason: 'separated' }
  const others = groups.length - 1
  const n = scores.length
  const nagelkerke = (of: { readonly logLikelihood: number }) =>
    Math.expm1((2 * (none.logLikelihood - of.logLikelihood)) / n) / Math.expm1((2 * none.logLikelihood) / n)
  return {
    ...{ kind: 'examined', item },
    uniform: compare(alone, withGroup, others),
    nonUniform: compare(withGroup, withBoth, others),
    total: compare(alone, withBoth, 2 * others),
    r2Change: nagelkerke(withBoth) - nagelkerke(alone),
    oddsRatios: groups.slice(1).map((group, at) => ({
      group,
      oddsRatio: Math.exp(withGroup.slopes[1 + at] as number),
    })),
  }
}

function compare(
  smaller: { readonly logLikelihood: number },
  larger: { readonly logLikelihood: number },
  df: number,
): Tested {
  const chiSquare = Math.max(0, 2 * (larger.logLikelihood - smaller.logLikelihood))
  return { chiSquare, df, p: chiSquareUpperTail(chiSquare, df) }
}
