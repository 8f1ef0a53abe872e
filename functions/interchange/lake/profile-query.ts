import type { LakeTable } from '../../platform/lake/lake-engine.ts'
import { buildEndCode, buildEndFlag } from './end-code.ts'
import type { OutcomeInputs } from './outcome-inputs.ts'
import { buildProfileParts } from './profile-parts.ts'
import type { ScoreVocabulary } from './score-code.ts'
import { formatMilliseconds, type LakeScope } from './select-facts.ts'

/** The tables that participants are read from, as they are declared. */
export type ProfileTables = Record<
  | 'plans'
  | 'progress'
  | 'missed_reasons'
  | 'sheets'
  | 'scores'
  | 'treatments'
  | 'dispositions'
  | 'events'
  | 'attributes',
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

/** States of an assessment in a point, by number; one whose window has closed is 10 more. */
export const POINT_STATES = ['none', 'completed', 'cancelled', 'scheduled', 'started', 'open'] as const
export const [CLOSED, SHEET, NOT_SUBMITTED, LATE, AFTER] = [10, 20, 40, 100, 200] as const

/**
 * A query that counts the participants of some clinics by all that an outcome depends on: exact, and sufficient for every count
 * of it. Columns: site, who, arm, each attribute, whether treated, how it ended, the point of the baseline and of the endpoint
 * (`POINT_STATES`), each score's code at both, count. A participant of whom more must be known stands in a row of their own,
 * named by `who`.
 */
export function buildProfileQuery(
  tables: ProfileTables,
  question: ProfileQuestion,
  scope: LakeScope & { readonly asOf: string },
): string {
  const parts = buildProfileParts(tables, question, scope)
  const [base, ...joined] = Object.keys(parts)
  const columns = listColumns(question, 'allocation' in parts, formatMilliseconds(scope.asOf))
  const names = columns.map(({ name }) => name).join(', ')
  return [
    `with ${Object.entries(parts)
      .map(([name, query]) => `${name} as (${query})`)
      .join(',\n')},`,
    `person as (select *, ${buildFlag(question)} as flagged from ${base}`,
    ...joined.map((name) => `left join ${name} using (participant)`),
    `), pattern as (select ${columns.map(({ name, value }) => `${value} as ${name}`).join(', ')} from person)`,
    `select ${names}, count(*) as n from pattern group by ${names}`,
  ].join('\n')
}

/** Whether more must be known of a participant than a pattern says. */
function buildFlag({ inputs, vocabularies }: ProfileQuestion): string {
  return [
    ...['happened', 'b_several', 'f_several'].map((name) => `coalesce(${name}, 0) = 1`),
    buildEndFlag(inputs.strategies),
    ...(inputs.events.includes('further-course') ? ['coalesce(given, 0) > 1'] : []),
    ...listCodes(vocabularies).map((code) => `coalesce(${code}, 1) = 0`),
  ].join(' or ')
}

function listColumns({ inputs, vocabularies }: ProfileQuestion, hasArms: boolean, now: string) {
  const ofPattern = (name: string, value: string) => ({
    name,
    value: `case when flagged then null else ${value} end`,
  })
  return [
    { name: 'site', value: 'site' },
    { name: 'who', value: `case when flagged then participant else '' end` },
    ofPattern('arm_id', hasArms ? 'arm' : 'cast(null as varchar)'),
    ...inputs.attributes.map((_, which) => ofPattern(`at${which}`, `coalesce(a${which}, '')`)),
    ofPattern('treated', 'case when first_ms is null then 0 else 1 end'),
    ofPattern('ended', buildEndCode()),
    ofPattern('b_point', buildPoint('b', now)),
    ofPattern('f_point', buildPoint('f', now)),
    ...listCodes(vocabularies).map((code) => ofPattern(`c${code}`, code)),
  ]
}

function listCodes(vocabularies: readonly ScoreVocabulary[]): readonly string[] {
  return vocabularies.flatMap((_, which) => [`b_s${which}`, `f_s${which}`])
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
