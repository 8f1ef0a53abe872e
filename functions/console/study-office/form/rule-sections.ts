import { domainSchema } from '../../../../surveys/instrument/vocabulary-schema.ts'
import { BASELINE_RULES } from '../../../../surveys/study/change-over-time.ts'
import {
  INTERCURRENT_EVENTS,
  POPULATIONS,
  STRATEGIES,
  SUMMARY_MEASURES,
} from '../../../../surveys/study/estimand.ts'
import { findTextPlaceholders } from '../../../../surveys/study/text-messages.ts'
import { isRequiredText } from '../../../../surveys/study/texts-schema.ts'
import * as control from './controls.ts'
import type { FieldSpec, GroupSpec, PartSpec } from './form-spec.ts'
import { readKind } from './plan-sections.ts'

/** What is texted, what raises an alert, and what counts as a response. */

const { field, localised, listOf, LINE, NUMBER, PARAGRAPH, TIME } = control

export const textingGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'textingHours', path: '' },
    parts: [
      field('textingHours/from', TIME),
      field('textingHours/until', TIME),
      field('textsPerSitePerDay', NUMBER),
      field('spreadMinutes', NUMBER),
    ],
  },
  {
    ...{ name: 'burden', path: '' },
    parts: [
      field('assessmentsPerWeek', NUMBER),
      listOf(
        'spacing',
        { instrument: '', days: 14 },
        field('instrument', { kind: 'choice', from: 'asked-instruments' }),
        field('days', NUMBER),
      ),
    ],
  },
  {
    ...{ name: 'byText', path: 'byText' },
    parts: [
      field('instruments', { kind: 'checks', from: 'asked-instruments' }),
      field('mostQuestions', NUMBER),
    ],
  },
  {
    ...{ name: 'unsubmittedAnswers', path: '' },
    parts: [field('unsubmittedAnswers', control.oneOf('', 'not-counted', 'counted'))],
  },
]

const MESSAGES = [
  ...['invitation', 'reminder', 'resume'],
  ...['stopped', 'started', 'help', 'crisis', 'received'].map((name) => `replies/${name}`),
  ...['invitation', 'reminder', 'notUnderstood', 'nothingAnswered', 'thanks', 'closed', 'paused'].map(
    (name) => `byText/${name}`,
  ),
  ...['byText/linkInvitation', 'byText/linkReminder'],
]

function text(path: string, kind: FieldSpec['control'] = PARAGRAPH): FieldSpec {
  const placeholders = findTextPlaceholders(path)
  return {
    ...field(path, kind),
    ...(placeholders && { placeholders }),
    isRequired: ({ byText }) => isRequiredText(path, byText !== undefined),
  }
}

export const textGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'texts', path: 'texts', each: 'language' },
    parts: [
      text('introduction'),
      text('monitoring'),
      text('help/heading', LINE),
      text('help/lines', { kind: 'lines' }),
      text('thanks'),
      ...MESSAGES.map((name) => text(name)),
    ],
  },
]

const SCORE: FieldSpec = field('score', { kind: 'choice', from: 'scores' })
const OPERATION = field('op', control.oneOf('level', 'worsening', 'after-treatment'))
const RULE_PARTS: Readonly<Record<string, readonly PartSpec[]>> = {
  '': [OPERATION],
  level: [OPERATION, SCORE, field('atLeast', NUMBER), field('atMost', NUMBER)],
  worsening: [OPERATION, SCORE, field('atLeast', NUMBER)],
  'after-treatment': [
    OPERATION,
    field('item', { kind: 'choice', from: 'items' }),
    field('codes', { kind: 'checks', from: 'answers' }),
    field('treatment', { kind: 'choice', from: 'treatments' }),
    field('within', control.HOURS),
  ],
}

export const safetyGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'rules', path: 'safety' },
    parts: [
      {
        list: 'rules',
        parts: (entry) => [field('id', LINE), ...(RULE_PARTS[readKind(entry, 'op')] ?? [])],
        blanks: {
          level: { value: { id: '', op: 'level', score: '' } },
          worsening: { value: { id: '', op: 'worsening', score: '' } },
          'after-treatment': {
            value: { id: '', op: 'after-treatment', item: '', codes: [], treatment: '', within: 'PT24H' },
          },
        },
      },
    ],
  },
  {
    ...{ name: 'onCall', path: 'safety' },
    parts: [
      field('acknowledgeWithin', control.HOURS),
      field('escalateEvery', control.HOURS),
      field('escalation', PARAGRAPH),
    ],
  },
]

const ENDPOINT: readonly PartSpec[] = [
  field('definition', { kind: 'choice', from: 'definitions' }),
  field('timepoint', { kind: 'choice', from: 'follow-ups' }),
  field('estimand', { kind: 'choice', from: 'estimands' }),
]

export const outcomeGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'responderDefinitions', path: '' },
    parts: [
      {
        list: 'responderDefinitions',
        parts: () => [field('', { kind: 'fixed', from: 'responder-definitions' })],
        blanks: { one: { from: 'responder-definitions' } },
      },
    ],
  },
  {
    ...{ name: 'endpoints', path: 'endpoints' },
    parts: [
      ...ENDPOINT.map((part) => ({ ...part, path: `primary/${(part as FieldSpec).path}` })),
      field('adjustment', control.oneOf('', 'none', 'holm')),
      listOf('secondary', { definition: '', timepoint: '', estimand: '' }, ...ENDPOINT),
    ],
  },
  {
    ...{ name: 'estimands', path: '' },
    parts: [
      listOf(
        'estimands',
        {
          ...{ id: '', title: {}, population: 'treated' },
          events: Object.fromEntries(INTERCURRENT_EVENTS.map((event) => [event, 'treatment-policy'])),
        },
        field('id', LINE),
        localised('title'),
        field('population', control.oneOf(...POPULATIONS)),
        field('summary', control.oneOf('', ...SUMMARY_MEASURES)),
        { path: 'events', control: control.oneOf(...STRATEGIES), by: INTERCURRENT_EVENTS },
      ),
    ],
  },
  {
    ...{ name: 'domains', path: '' },
    parts: [{ path: 'domains', control: { kind: 'choice', from: 'scores' }, by: domainSchema.options }],
  },
]

export const changeGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'baselineRule', path: '' },
    parts: [field('baselineRule', control.oneOf('', ...BASELINE_RULES))],
  },
  {
    ...{ name: 'analysisWindows', path: '' },
    parts: [
      listOf(
        'analysisWindows',
        { id: '', title: {}, from: '', target: '', until: '' },
        field('id', LINE),
        localised('title'),
        ...['from', 'target', 'until'].map((name) => field(name, NUMBER)),
      ),
    ],
  },
  {
    ...{ name: 'reliability', path: 'reliability', each: 'scores' },
    parts: [
      field('standardDeviation', NUMBER),
      field('coefficient', NUMBER),
      field('evidence', control.oneOf('', 'established', 'unconfirmed')),
      field('source', PARAGRAPH),
    ],
  },
  {
    ...{ name: 'equivalences', path: '' },
    parts: [
      listOf(
        'equivalences',
        { instrument: '', scale: '', versions: [], evidence: 'unconfirmed', source: '' },
        field('instrument', { kind: 'choice', from: 'asked-instruments' }),
        field('scale', { kind: 'choice', from: 'scales' }),
        field('versions', { kind: 'checks', from: 'versions' }),
        field('evidence', control.ANY_EVIDENCE),
        field('source', PARAGRAPH),
      ),
    ],
  },
]

export const dataGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'publication', path: '' },
    parts: [field('publication/approval', control.oneOf('', 'one-person', 'second-person'))],
  },
  { ...{ name: 'smallNumbers', path: '' }, parts: [field('minimumCellSize', NUMBER)] },
  {
    ...{ name: 'releases', path: 'releases' },
    parts: [field('every', control.EVERY), field('from', control.DATE), field('timeZone', { kind: 'zone' })],
  },
  {
    ...{ name: 'erasure', path: 'erasure' },
    parts: [field('studyData', control.oneOf('', 'detach', 'delete')), field('dueDays', NUMBER)],
  },
]
