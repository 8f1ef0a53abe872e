import type { GroupLine } from './panel-threshold.ts'
import type { ProfileValues, ProfileVote } from './profile-votes.ts'
import type { RaterRows } from './rater-integral.ts'

/** The columns of a model of votes: a line for the first group, and what each other group adds to it. */
export type GroupDesign = {
  readonly terms: readonly string[]
  readonly groups: readonly string[]
  readonly predictors: readonly string[]
}

/**
 * @param groups in any order; the first by name is the one that others are compared with
 * @param differ whether groups have lines of their own
 */
export function createGroupDesign(
  predictors: readonly string[],
  groups: readonly string[],
  differ: boolean,
): GroupDesign {
  const sorted = [...groups].sort()
  const own = ['intercept', ...predictors]
  const added = differ ? sorted.slice(1).flatMap((group) => own.map((term) => `${term}:${group}`)) : []
  return { terms: [...own, ...added], groups: differ ? sorted : [], predictors }
}

/** A design row of one profile judged by one group. */
export function buildDesignRow(
  { terms, groups, predictors }: GroupDesign,
  values: readonly number[],
  group: string,
): number[] {
  const own = [1, ...values]
  const row = new Array<number>(terms.length).fill(0)
  own.forEach((value, at) => {
    row[at] = value
  })
  const place = groups.indexOf(group)
  if (place > 0)
    own.forEach((value, at) => {
      row[place * (predictors.length + 1) + at] = value
    })
  return row
}

/** Votes by rater, for the model; repeats and *cannot say* are left out. */
export function buildRaterRows(
  design: GroupDesign,
  profiles: readonly ProfileValues[],
  votes: readonly ProfileVote[],
): ReadonlyMap<string, { readonly group: string; readonly rows: RaterRows }> {
  const values = new Map(profiles.map(({ id, values: of }) => [id, of]))
  const counted = votes.filter(
    ({ isRepeat, adequate, profile }) => !isRepeat && adequate !== 'cannot-say' && values.has(profile),
  )
  return new Map(
    [...Map.groupBy(counted, ({ rater }) => rater)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([rater, own]) => {
        const group = own[0]?.group ?? ''
        const rows = own.flatMap(({ profile }) => buildDesignRow(design, values.get(profile) ?? [], group))
        const outcomes = own.map(({ adequate }) => (adequate === 'yes' ? 1 : 0))
        return [
          rater,
          { group, rows: { design: Float64Array.from(rows), outcomes: Float64Array.from(outcomes) } },
        ]
      }),
  )
}

/** The line of one group along one predictor, the others held at values of their own. */
export function buildGroupLine(
  design: GroupDesign,
  predictor: string,
  others: readonly number[],
  group: string,
): GroupLine {
  const at = design.predictors.indexOf(predictor)
  const fixed = others.map((value, place) => (place === at ? 0 : value))
  const step = others.map((_, place) => (place === at ? 1 : 0))
  const intercept = buildDesignRow(design, fixed, group)
  // A row of the step alone, without any intercept.
  const zero = buildDesignRow(
    design,
    fixed.map(() => 0),
    group,
  )
  const slope = buildDesignRow(design, step, group).map((value, place) => value - (zero[place] as number))
  return { intercept, slope }
}
