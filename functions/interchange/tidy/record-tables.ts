import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import { formatTreatmentTitle } from '../../../surveys/study/treatment-title.ts'
import { ASSESSMENT_STATES } from '../../../web/api/participants/assessment-progress.ts'
import { DISPOSITIONS, WITHDRAWAL_REASONS } from '../../../web/api/participants/dispositions.ts'
import { MISSED_REASONS } from '../../../web/api/participants/missed-reasons.ts'
import { DOSE_UNITS, ROUTES } from '../../../web/api/treatments/treatment-exposures.ts'
import { compareTexts } from '../../platform/core/compare-texts.ts'
import { findStateAtIso } from '../../records/assessment/assessment.ts'
import { type AttributeCodes, findAttributeCodes } from '../../records/participant/participant-attributes.ts'
import { findExposure, type Treatment } from '../../records/treatment/treatment.ts'
import { buildColumnNames } from './column-names.ts'
import {
  buildPersonColumns,
  buildTimepointVariable,
  LABEL_LANGUAGE,
  labelCodes,
  labelOptions,
} from './shared-columns.ts'
import type { AlertFact, TidyPerson, TidySetting } from './tidy-person.ts'
import { buildTable, type TidyColumn, type TidyTable } from './tidy-table.ts'
import { buildTimeColumns } from './time-columns.ts'

type OfPerson = { readonly person: TidyPerson }

const GOES_ON = 'participation goes on'

/** Of the table of participants in every variant, so that an attribute is called alike in each. */
const OWN_NAMES = [
  ...['participant', 'site', 'language', 'arm', 'enrolled_at', 'enrolled_on', 'enrolled_day'],
  ...['ended', 'ended_at', 'ended_on', 'ended_day', 'ended_reason'],
]

type ParticipantRow = OfPerson & { readonly attributes: AttributeCodes }

/** One row a participant. Without an arm where the study has none, or the reader must not see it. */
export function buildParticipantsTable(setting: TidySetting): TidyTable {
  const { study, variant } = setting
  const names = buildColumnNames(
    study.attributes.map(({ id }) => id),
    [],
    OWN_NAMES,
  )
  const attributes = study.attributes.map(
    ({ id, title, options, terms }): TidyColumn<ParticipantRow> => ({
      ...{ name: names.get(id) ?? id, label: pickText(title, LABEL_LANGUAGE) || id, type: 'string' },
      ...{ values: labelOptions(options), empty: 'nobody recorded it', isCounted: true },
      ...{ source: terms?.source, evidence: terms?.evidence },
      read: ({ attributes: codes }) => codes.get(id) ?? null,
    }),
  )
  const arm: readonly TidyColumn<ParticipantRow>[] =
    study.arms.length === 0
      ? []
      : [
          {
            ...{ name: 'arm', label: 'Allocated arm', type: 'string', isCounted: true },
            ...{
              values: study.arms.map(({ id, title }) => ({
                value: id,
                label: formatTreatmentTitle(title, 'en'),
              })),
            },
            empty: 'not allocated',
            read: ({ person }) => person.arm,
          },
        ]
  return buildTable<ParticipantRow>({
    ...{ name: 'participants', title: 'Everybody who was enrolled', key: ['participant'] },
    columns: [
      ...buildPersonColumns<ParticipantRow>(setting),
      // Day 1 for everybody: it says only whether the record is still there.
      ...buildTimeColumns<ParticipantRow>(
        variant,
        { name: 'enrolled', label: 'Enrolled', empty: 'the participant’s record is gone' },
        ({ person }) => person.enrolledAt,
      ),
      {
        ...{ name: 'language', label: 'Language of the questionnaires', type: 'string', isCounted: true },
        empty: 'the participant’s record is gone',
        read: ({ person }) => person.language,
      },
      ...arm,
      ...attributes,
      {
        ...{ name: 'ended', label: 'How participation ended', type: 'string', isCounted: true },
        ...{ values: labelCodes(DISPOSITIONS), empty: GOES_ON },
        read: ({ person }) => person.ended?.how ?? null,
      },
      ...buildTimeColumns<ParticipantRow>(
        variant,
        { name: 'ended', label: 'Participation ended', empty: GOES_ON },
        ({ person }) => person.ended?.at,
      ),
      {
        ...{ name: 'ended_reason', label: 'Why the participant withdrew', type: 'string' },
        ...{ values: labelCodes(WITHDRAWAL_REASONS), empty: 'not withdrawn, or no reason recorded' },
        read: ({ person }) => person.ended?.reason ?? null,
      },
    ],
    listRecords: (person) => [{ person, attributes: findAttributeCodes(person.attributes) }],
  })
}

type TreatmentRow = OfPerson & { readonly treatment: Treatment; readonly number: number }

/**
 * One row a treatment that stands and was given. Dose and route are left out for somebody who is blinded: they can tell an
 * arm.
 */
export function buildTreatmentsTable(setting: TidySetting): TidyTable {
  const { study, variant, isBlinded } = setting
  const exposure: readonly TidyColumn<TreatmentRow>[] = isBlinded
    ? []
    : [
        {
          ...{ name: 'dose', label: 'Dose, in the unit beside it', type: 'number', empty: 'not recorded' },
          read: ({ treatment }) => findExposure(treatment).dose?.value ?? null,
        },
        {
          ...{ name: 'dose_unit', label: 'Unit of the dose', type: 'string', empty: 'no dose recorded' },
          values: DOSE_UNITS.map((unit) => ({ value: unit, label: unit })),
          read: ({ treatment }) => findExposure(treatment).dose?.unit ?? null,
        },
        {
          ...{ name: 'route', label: 'Route', type: 'string', empty: 'not recorded' },
          values: labelCodes(ROUTES),
          read: ({ treatment }) => findExposure(treatment).route ?? null,
        },
      ]
  return buildTable<TreatmentRow>({
    ...{ name: 'treatments', title: 'Treatments that were given', key: ['participant', 'treatment'] },
    refersTo: { table: 'participants', variables: ['participant'] },
    columns: [
      ...buildPersonColumns<TreatmentRow>(setting),
      {
        ...{ name: 'treatment', label: 'Number of the treatment, from 1', type: 'integer' },
        read: ({ number }) => number,
      },
      {
        ...{ name: 'kind', label: 'Kind of treatment', type: 'string', isCounted: true },
        values: study.treatments.map(({ kind, title }) => ({
          ...{ value: kind, label: formatTreatmentTitle(title, 'en') },
        })),
        read: ({ treatment }) => treatment.kind,
      },
      ...buildTimeColumns<TreatmentRow>(
        variant,
        { name: 'given', label: 'Treatment given' },
        ({ treatment }) => treatment.givenAt,
      ),
      ...exposure,
    ],
    listRecords: (person) =>
      person.treatments.map((treatment, at) => ({ person, treatment, number: at + 1 })),
  })
}

type AssessmentRow = OfPerson & { readonly assessment: TidyPerson['assessments'][number] }

/** One row a planned assessment, answered or not: what completion is counted on. */
export function buildAssessmentsTable(setting: TidySetting): TidyTable {
  const { study, variant, asOf } = setting
  const read =
    (key: 'opensAt' | 'dueAt' | 'closesAt' | 'startedAt' | 'completedAt') => (row: AssessmentRow) =>
      row.assessment[key]
  return buildTable<AssessmentRow>({
    ...{ name: 'assessments', title: 'Assessments as they were planned, and what became of them' },
    ...{ key: ['participant', 'timepoint'], refersTo: { table: 'participants', variables: ['participant'] } },
    columns: [
      ...buildPersonColumns<AssessmentRow>(setting),
      { ...buildTimepointVariable(study), isCounted: true, read: ({ assessment }) => assessment.timepoint },
      {
        ...{ name: 'state', label: 'State at the instant of the export', type: 'string', isCounted: true },
        values: labelCodes(ASSESSMENT_STATES),
        read: ({ assessment }) => findStateAtIso(assessment, asOf),
      },
      ...buildTimeColumns<AssessmentRow>(variant, { name: 'opens', label: 'Window opens' }, read('opensAt')),
      ...buildTimeColumns<AssessmentRow>(variant, { name: 'due', label: 'Due' }, read('dueAt')),
      ...buildTimeColumns<AssessmentRow>(
        variant,
        { name: 'closes', label: 'Window closes' },
        read('closesAt'),
      ),
      ...buildTimeColumns<AssessmentRow>(
        variant,
        { name: 'started', label: 'First answer', empty: 'no answer was given' },
        read('startedAt'),
      ),
      ...buildTimeColumns<AssessmentRow>(
        variant,
        { name: 'completed', label: 'Submitted', empty: 'not submitted' },
        read('completedAt'),
      ),
      {
        ...{ name: 'missed_reason', label: 'Why it was missed or late', type: 'string', isCounted: true },
        ...{ values: labelCodes(MISSED_REASONS), empty: 'neither missed nor late, or no reason recorded' },
        read: ({ assessment }) => assessment.missedReason ?? null,
      },
    ],
    listRecords: (person) =>
      [...person.assessments]
        .sort((a, b) => compareTexts(a.opensAt, b.opensAt) || compareTexts(a.timepoint, b.timepoint))
        .map((assessment) => ({ person, assessment })),
  })
}

type AlertRow = OfPerson & AlertFact & { readonly counts: Readonly<Record<AlertFact['state'], number>> }

/** Counts of safety alerts by rule: not what was answered, and not who handled them. */
export function buildAlertsTable(setting: TidySetting): TidyTable {
  const states = ['open', 'acknowledged', 'closed'] as const
  return buildTable<AlertRow>({
    ...{
      name: 'alerts',
      title: 'Safety alerts, counted by rule',
      key: ['participant', 'instrument', 'rule'],
    },
    refersTo: { table: 'participants', variables: ['participant'] },
    columns: [
      ...buildPersonColumns<AlertRow>(setting),
      {
        ...{ name: 'instrument', label: 'Questionnaire that has the rule', type: 'string' },
        empty: 'the rule is the study’s own, or of text messages',
        read: ({ instrument }) => instrument,
      },
      {
        ...{ name: 'rule', label: 'Rule that raised the alert', type: 'string', isCounted: true },
        read: ({ rule }) => rule,
      },
      ...states.map(
        (state): TidyColumn<AlertRow> => ({
          ...{ name: `alerts_${state}`, label: `Alerts that are ${state}`, type: 'integer' },
          read: ({ counts }) => counts[state],
        }),
      ),
    ],
    listRecords: (person) => {
      const byRule = Map.groupBy(person.alerts, ({ instrument, rule }) => `${instrument ?? ''} ${rule}`)
      return [...byRule]
        .sort(([a], [b]) => compareTexts(a, b))
        .flatMap(([, alerts]) => {
          const [first] = alerts
          const count = (state: AlertFact['state']) => alerts.filter((one) => one.state === state).length
          const counts = { open: count('open'), acknowledged: count('acknowledged'), closed: count('closed') }
          return first ? [{ person, ...first, counts }] : []
        })
    },
  })
}
