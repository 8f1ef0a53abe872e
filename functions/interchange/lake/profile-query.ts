import type { LakeTable } from '../../platform/lake/lake-engine.ts'
import type { OutcomeInputs } from './outcome-inputs.ts'
import { buildCodeExpression, CODE_COLUMNS, type ScoreVocabulary } from './score-code.ts'
import { formatMilliseconds, type LakeScope, quoteName, selectFacts } from './select-facts.ts'

/** The tables that profiles are made of, as they are declared. */
export type ProfileTables = Record<
  'plans' | 'progress' | 'sheets' | 'scores' | 'treatments' | 'dispositions' | 'events' | 'attributes',
  LakeTable
> & {
  /** Left out where the study has no arms. */
  readonly allocations?: LakeTable | undefined
}

/** What a question reads of a participant's arm: for who is blinded, that there is one. */
export type ArmReading = 'none' | 'whether' | 'which'

export type ProfileQuestion = {
  readonly inputs: OutcomeInputs
  /** Of each score of `inputs`, in that order. */
  readonly vocabularies: readonly ScoreVocabulary[]
  readonly arms: ArmReading
}

/** Events that stand and can change what an outcome is: see `listIntercurrentEvents`. */
const EVENT_KINDS = ['rescue-treatment', 'concomitant-treatment', 'treatment-stopped'] as const

/** States of an assessment in a point, by number; one whose window has closed is 10 more. */
export const POINT_STATES = ['none', 'completed', 'cancelled', 'scheduled', 'started', 'open'] as const
export const [CLOSED, NOT_SUBMITTED, SHEET, LATE, AFTER] = [10, 40, 20, 100, 200] as const

/**
 * A query that counts the participants of some clinics by all that an outcome depends on: exact, and sufficient for every count
 * of it. Columns: site, who, arm, each attribute, whether treated, the point of the baseline and of the endpoint
 * (`POINT_STATES`), each score's code at both, count. A participant of whom more must be known stands in a row of their own,
 * named by `who`.
 */
export function buildProfileQuery(
  tables: ProfileTables,
  { inputs, vocabularies, arms }: ProfileQuestion,
  scope: LakeScope & { readonly asOf: string },
): string {
  const now = formatMilliseconds(scope.asOf)
  const [b, f] = [quoteName(inputs.baseline), quoteName(inputs.timepoint)]
  const isAsked = `timepoint in (${b}, ${f})`
  const at = (timepoint: string, value: string, pick = 'max') =>
    `${pick}(case when timepoint = ${timepoint} then ${value} end)`
  const last = (timepoint: string, value: string) =>
    `max_by(${value}, entry) filter (where timepoint = ${timepoint})`
  const facts = (table: LakeTable, ...columns: readonly string[]) => selectFacts(table, columns, scope)
  const attributes = inputs.attributes.map((_, which) => `a${which}`)
  const codes = vocabularies.flatMap((_, which) => [`b_s${which}`, `f_s${which}`])
  const parts = {
    plan:
      [
        `select participant, max(site) as site`,
        ...['opens_ms', 'closes_ms', 'due_ms', 'cancelled'].flatMap((column) => [
          `${last(b, column)} as b_${column}`,
          `${last(f, column)} as f_${column}`,
        ]),
      ].join(', ') +
      ` from ${facts(tables.plans, 'participant', 'site', 'timepoint', 'entry', 'opens_ms', 'closes_ms', 'due_ms', 'cancelled')} t group by participant`,
    step:
      [
        'select participant',
        ...['started', 'completed'].flatMap((step) => [
          `${at(b, `case when step = '${step}' then 1 end`)} as b_${step}`,
          `${at(f, `case when step = '${step}' then 1 end`)} as f_${step}`,
        ]),
      ].join(', ') +
      ` from ${facts(tables.progress, 'participant', 'timepoint', 'step')} t where ${isAsked} group by participant`,
    sheet:
      [
        'select participant',
        `${at(b, 'answered_ms')} as b_answered, ${at(f, 'answered_ms')} as f_answered`,
        `${at(b, 'case when not_submitted_ms is null then 0 else 1 end')} as b_unsent`,
        `${at(f, 'case when not_submitted_ms is null then 0 else 1 end')} as f_unsent`,
        // Several sheets of one response: which of them is in force is decided one by one.
        `case when ${[b, f].map((one) => `${at(one, 'sheet')} <> ${at(one, 'sheet', 'min')}`).join(' or ')} then 1 else 0 end as several`,
      ].join(', ') +
      ` from ${facts(tables.sheets, 'participant', 'timepoint', 'sheet', 'answered_ms', 'not_submitted_ms')} t where ${isAsked} group by participant`,
    score: buildScores(facts(tables.scores, 'participant', 'timepoint', ...CODE_COLUMNS), vocabularies, {
      b,
      f,
    }),
    given: [
      'select participant, min(given_ms) as first_ms, count(*) as given',
      `from (select participant, kind, given_ms, max_by(stands, entry) as stands`,
      `from ${facts(tables.treatments, 'participant', 'kind', 'given_ms', 'entry', 'stands')} t`,
      `group by participant, kind, given_ms) t where stands and given_ms <= ${now} group by participant`,
    ].join(' '),
    ended: `select participant, max_by(case when how is null then 0 else 1 end, entry) as ended from ${facts(tables.dispositions, 'participant', 'entry', 'how')} t group by participant`,
    event: [
      'select participant, max(stands) as happened from (select participant, event,',
      `max_by(case when kind in (${EVENT_KINDS.map(quoteName).join(', ')}) then 1 else 0 end, entry) as stands`,
      `from ${facts(tables.events, 'participant', 'event', 'entry', 'kind')} t group by participant, event) t group by participant`,
    ].join(' '),
    attribute:
      [
        'select participant',
        ...inputs.attributes.map(
          (id, which) =>
            `max_by(coalesce(option, ''), entry) filter (where attribute = ${quoteName(id)}) as a${which}`,
        ),
      ].join(', ') +
      ` from ${facts(tables.attributes, 'participant', 'attribute', 'entry', 'option')} t group by participant`,
    ...(tables.allocations &&
      arms !== 'none' && { allocation: buildArmQuery(tables.allocations, arms, scope) }),
  }
  const [base, ...joined] = Object.keys(parts)
  const flags = [
    'coalesce(ended, 0) = 1 or coalesce(happened, 0) = 1 or coalesce(several, 0) = 1',
    ...(inputs.events.includes('further-course') ? ['coalesce(given, 0) > 1'] : []),
    ...codes.map((code) => `coalesce(${code}, 1) = 0`),
  ].join(' or ')
  const ofPattern = (value: string) => `case when flagged then null else ${value} end`
  const columns = [
    `site, case when flagged then participant else '' end as who`,
    `${ofPattern(arms === 'none' || !tables.allocations ? 'cast(null as varchar)' : 'arm')} as arm`,
    ...attributes.map((name) => `${ofPattern(`coalesce(${name}, '')`)} as ${name}`),
    `${ofPattern('case when first_ms is null then 0 else 1 end')} as treated`,
    `${ofPattern(buildPoint('b', now))} as b_point, ${ofPattern(buildPoint('f', now))} as f_point`,
    ...codes.map((code) => `${ofPattern(code)} as ${code}`),
  ].join(', ')
  const places = Array.from({ length: 6 + attributes.length + codes.length }, (_, place) => place + 1)
  return [
    `with ${Object.entries(parts)
      .map(([name, query]) => `${name} as (${query})`)
      .join(',\n')},`,
    `person as (select *, ${flags} as flagged from ${base}`,
    ...joined.map((name) => `left join ${name} using (participant)`),
    `), pattern as (select ${columns} from person)`,
    `select *, count(*) as n from pattern group by ${places.join(', ')}`,
  ].join('\n')
}

function buildScores(
  scores: string,
  vocabularies: readonly ScoreVocabulary[],
  { b, f }: { readonly b: string; readonly f: string },
): string {
  const scales = vocabularies.map(({ scale }) => quoteName(scale)).join(', ')
  const codes = vocabularies.flatMap((vocabulary, which) => {
    const instrument = `${vocabulary.instrument}@`
    const isOwn = `scale = ${quoteName(vocabulary.scale)} and substr(instrument, 1, ${instrument.length}) = ${quoteName(instrument)}`
    const code = buildCodeExpression(vocabulary)
    return [
      `max(case when timepoint = ${b} and ${isOwn} then ${code} end) as b_s${which}`,
      `max(case when timepoint = ${f} and ${isOwn} then ${code} end) as f_s${which}`,
    ]
  })
  return `select ${['participant', ...codes].join(', ')} from ${scores} t where timepoint in (${b}, ${f})${scales === '' ? '' : ` and scale in (${scales})`} group by participant`
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

/** A point as one number: its state, whether its window has closed, whether there is a sheet, and how it stands to what is around it. */
function buildPoint(prefix: 'b' | 'f', now: string): string {
  const of = (column: string) => `${prefix}_${column}`
  const state = [
    `case when ${of('opens_ms')} is null then 0 when ${of('completed')} = 1 then 1 when ${of('cancelled')} then 2`,
    `when ${now} < ${of('opens_ms')} then 3 when ${of('started')} = 1 then 4 else 5 end`,
  ].join(' ')
  return [
    `(${state})`,
    `(case when ${of('closes_ms')} <= ${now} then ${CLOSED} else 0 end)`,
    `(case when ${of('answered')} is null then 0 when ${of('unsent')} = 1 then ${NOT_SUBMITTED} else ${SHEET} end)`,
    `(case when ${of('answered')} > ${of('due_ms')} then ${LATE} else 0 end)`,
    ...(prefix === 'b' ? [`(case when b_answered >= first_ms then ${AFTER} else 0 end)`] : []),
  ].join(' + ')
}
