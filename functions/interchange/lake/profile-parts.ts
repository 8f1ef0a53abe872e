import type { LakeTable } from '../../platform/lake/lake-engine.ts'
import { buildEndKind } from './end-code.ts'
import type { OutcomeInputs } from './outcome-inputs.ts'
import type { ArmReading, ProfileQuestion, ProfileTables } from './profile-query.ts'
import { buildCodeExpression, CODE_COLUMNS } from './score-code.ts'
import { formatMilliseconds, type LakeScope, quoteName, selectFacts } from './select-facts.ts'

/* What a profile is joined from: each a query of one table with one row a participant. Columns of the baseline begin with `b_`, of the endpoint with `f_`. */

/** Events that stand and can change what an outcome is: see `listIntercurrentEvents`. */
const EVENT_KINDS = ['rescue-treatment', 'concomitant-treatment', 'treatment-stopped'] as const

/** The parts by name, the plan first: who has none is in no cohort. */
export function buildProfileParts(
  tables: ProfileTables,
  question: ProfileQuestion,
  scope: LakeScope & { readonly asOf: string },
): Readonly<Record<string, string>> {
  const { inputs, arms } = question
  return {
    plan: buildPlans(tables.plans, inputs, scope),
    step: buildSteps(tables.progress, inputs, scope),
    sheet: buildSheets(tables.sheets, inputs, scope),
    score: buildScores(tables.scores, question, scope),
    given: buildTreatments(tables.treatments, scope),
    ended: buildEndings(tables.dispositions, scope),
    event: buildEvents(tables.events, scope),
    attribute: buildAttributes(tables.attributes, inputs, scope),
    ...(tables.allocations &&
      arms !== 'none' && { allocation: buildArmQuery(tables.allocations, arms, scope) }),
  }
}

type Points = Pick<OutcomeInputs, 'baseline' | 'timepoint'>

/** The value at each of the two timepoints: `b_<name>` and `f_<name>`. */
function takeAtBoth(points: Points, name: string, take: (isThere: string) => string): readonly string[] {
  return [
    `${take(`timepoint = ${quoteName(points.baseline)}`)} as b_${name}`,
    `${take(`timepoint = ${quoteName(points.timepoint)}`)} as f_${name}`,
  ]
}

function isAtEither({ baseline, timepoint }: Points): string {
  return `timepoint in (${quoteName(baseline)}, ${quoteName(timepoint)})`
}

function buildPlans(plans: LakeTable, inputs: OutcomeInputs, scope: LakeScope): string {
  const windows = ['opens_ms', 'closes_ms', 'due_ms', 'cancelled']
  const columns = windows.flatMap((column) =>
    takeAtBoth(inputs, column, (isThere) => `max_by(${column}, entry) filter (where ${isThere})`),
  )
  const facts = selectFacts(plans, ['participant', 'site', 'timepoint', 'entry', ...windows], scope)
  return `select participant, max(site) as site, ${columns.join(', ')} from ${facts} t group by participant`
}

function buildSteps(progress: LakeTable, inputs: OutcomeInputs, scope: LakeScope): string {
  const columns = ['started', 'completed'].flatMap((step) =>
    takeAtBoth(inputs, step, (isThere) => `max(case when ${isThere} and step = '${step}' then 1 end)`),
  )
  const facts = selectFacts(progress, ['participant', 'timepoint', 'step'], scope)
  return `select participant, ${columns.join(', ')} from ${facts} t where ${isAtEither(inputs)} group by participant`
}

/** Of several sheets of one response, which is in force is decided one by one. */
function buildSheets(sheets: LakeTable, inputs: OutcomeInputs, scope: LakeScope): string {
  const columns = [
    ...takeAtBoth(inputs, 'answered', (isThere) => `max(case when ${isThere} then answered_ms end)`),
    ...takeAtBoth(
      inputs,
      'unsent',
      (isThere) => `max(case when ${isThere} then case when not_submitted_ms is null then 0 else 1 end end)`,
    ),
    ...takeAtBoth(
      inputs,
      'several',
      (isThere) =>
        `case when max(case when ${isThere} then sheet end) <> min(case when ${isThere} then sheet end) then 1 else 0 end`,
    ),
  ]
  const facts = selectFacts(
    sheets,
    ['participant', 'timepoint', 'sheet', 'answered_ms', 'not_submitted_ms'],
    scope,
  )
  return `select participant, ${columns.join(', ')} from ${facts} t where ${isAtEither(inputs)} group by participant`
}

function buildScores(scores: LakeTable, { inputs, vocabularies }: ProfileQuestion, scope: LakeScope): string {
  const columns = vocabularies.flatMap((vocabulary, which) => {
    const { instrument, scale } = vocabulary
    const prefix = `${instrument}@`
    const isOwn = `scale = ${quoteName(scale)} and substr(instrument, 1, ${prefix.length}) = ${quoteName(prefix)}`
    const code = buildCodeExpression(vocabulary)
    return takeAtBoth(
      inputs,
      `s${which}`,
      (isThere) => `max(case when ${isThere} and ${isOwn} then ${code} end)`,
    )
  })
  const facts = selectFacts(scores, ['participant', 'timepoint', ...CODE_COLUMNS], scope)
  const scales = vocabularies.map(({ scale }) => quoteName(scale))
  const isAsked = [isAtEither(inputs), ...(scales.length > 0 ? [`scale in (${scales.join(', ')})`] : [])]
  return `select ${['participant', ...columns].join(', ')} from ${facts} t where ${isAsked.join(' and ')} group by participant`
}

/** Those that stand and were given by then. */
function buildTreatments(treatments: LakeTable, scope: LakeScope & { readonly asOf: string }): string {
  const facts = selectFacts(treatments, ['participant', 'kind', 'given_ms', 'entry', 'stands'], scope)
  return [
    'select participant, min(given_ms) as first_ms, count(*) as given from',
    `(select participant, kind, given_ms, max_by(stands, entry) as stands from ${facts} t group by participant, kind, given_ms) t`,
    `where stands and given_ms <= ${formatMilliseconds(scope.asOf)} group by participant`,
  ].join(' ')
}

function buildEndings(dispositions: LakeTable, scope: LakeScope): string {
  const facts = selectFacts(dispositions, ['participant', 'entry', 'how', 'at_ms', 'reason'], scope)
  return `select participant, max_by(${buildEndKind()}, entry) as end_kind, max_by(coalesce(at_ms, 0), entry) as end_ms from ${facts} t group by participant`
}

function buildEvents(events: LakeTable, scope: LakeScope): string {
  const facts = selectFacts(events, ['participant', 'event', 'entry', 'kind'], scope)
  const kinds = EVENT_KINDS.map(quoteName).join(', ')
  return [
    'select participant, max(stands) as happened from',
    `(select participant, event, max_by(case when kind in (${kinds}) then 1 else 0 end, entry) as stands from ${facts} t group by participant, event) t`,
    'group by participant',
  ].join(' ')
}

function buildAttributes(attributes: LakeTable, inputs: OutcomeInputs, scope: LakeScope): string {
  const columns = inputs.attributes.map(
    (id, which) =>
      `max_by(coalesce(option, ''), entry) filter (where attribute = ${quoteName(id)}) as a${which}`,
  )
  const facts = selectFacts(attributes, ['participant', 'attribute', 'entry', 'option'], scope)
  return `select ${['participant', ...columns].join(', ')} from ${facts} t group by participant`
}

/**
 * The arm of each participant that stands, whatever the instant: somebody who is blinded learns that there is one.
 *
 * @param participants `undefined` for everybody of the clinics
 */
export function buildArmQuery(
  allocations: LakeTable,
  arms: ArmReading,
  scope: LakeScope,
  participants?: readonly string[] | undefined,
): string {
  const columns = arms === 'which' ? ['participant', 'entry', 'arm'] : ['participant']
  const facts = selectFacts(allocations, columns, { ...scope, asOf: null })
  const arm = arms === 'which' ? 'max_by(arm, entry)' : "max('hidden')"
  const wanted = participants ? ` where participant in (${participants.map(quoteName).join(', ')})` : ''
  return `select participant, ${arm} as arm from ${facts} t${wanted} group by participant`
}
