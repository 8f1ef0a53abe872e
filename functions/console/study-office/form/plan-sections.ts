import { CLINICAL_EVENT_KINDS } from '../../../../surveys/study/clinical-event.ts'
import { ENROLMENT_STATES } from '../../../../surveys/study/site.ts'
import * as control from './controls.ts'
import type { GroupSpec, PartSpec } from './form-spec.ts'

/** Who, where and when: what a study's plan says. */

const { field, localised, listOf, LINE, NUMBER, TIME } = control

const SITE: readonly PartSpec[] = [
  ...['id', 'name', 'phone'].map((name) => field(name, LINE)),
  field('timeZone', { kind: 'zone' }),
  field('country', LINE),
  field('languages', { kind: 'checks', from: 'site-languages' }),
  field('enrolment', control.oneOf('', ...ENROLMENT_STATES)),
  field('target', NUMBER),
  field('textsPerDay', NUMBER),
  field('quietHours/from', TIME),
  field('quietHours/until', TIME),
  field('onCall/acknowledgeWithin', control.HOURS),
  field('onCall/escalateEvery', control.HOURS),
]

export const studyGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'study', path: '' },
    parts: [
      field('title', LINE),
      field('version', LINE),
      field('locales', { kind: 'checks', from: 'languages' }),
      field('endsOn', control.DATE),
    ],
  },
  {
    ...{ name: 'recruitment', path: 'recruitment' },
    parts: [field('target', NUMBER), field('from', control.DATE), field('until', control.DATE)],
  },
]

export const clinicGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'clinics', path: '' },
    parts: [
      field('textingCountries', { kind: 'lines' }),
      listOf('sites', { id: '', name: '', phone: '', timeZone: '' }, ...SITE),
    ],
  },
]

export const participantGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'arms', path: '' },
    parts: [
      field('blinding/roles', { kind: 'checks', values: ['coordinator', 'lead', 'monitor'] }),
      listOf('arms', { id: '', title: '' }, field('id', LINE), field('title', LINE)),
    ],
  },
  {
    ...{ name: 'attributes', path: '' },
    parts: [
      listOf(
        'attributes',
        { id: '', title: {}, options: [] },
        field('id', LINE),
        localised('title'),
        field('required', { kind: 'yes-no' }),
        field('terms/evidence', control.oneOf('', 'established', 'unconfirmed')),
        field('terms/source', control.PARAGRAPH),
        listOf('options', { code: '', title: {} }, field('code', LINE), localised('title')),
      ),
    ],
  },
]

export const treatmentGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'treatments', path: '' },
    parts: [
      listOf(...(['treatments', { kind: '', title: '' }, field('kind', LINE)] as const), {
        ...localised('title'),
        isPlainToo: true,
      }),
    ],
  },
  {
    ...{ name: 'treatmentCap', path: 'treatmentCap' },
    parts: [
      field('treatment', { kind: 'choice', from: 'treatments' }),
      field('most', NUMBER),
      field('withinDays', NUMBER),
      field('evidence', control.oneOf('', 'established', 'unconfirmed')),
      field('source', control.PARAGRAPH),
    ],
  },
  {
    ...{ name: 'courses', path: 'courses' },
    parts: [field('gapDays', NUMBER), field('baselineDays', NUMBER)],
  },
  {
    ...{ name: 'events', path: 'events' },
    parts: [field('kinds', { kind: 'checks', values: CLINICAL_EVENT_KINDS })],
  },
]

export const anchorGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'anchors', path: '' },
    parts: [
      field('baseline', { kind: 'choice', from: 'timepoints' }),
      {
        list: 'anchors',
        parts: (entry) => [field('id', LINE), ...(ANCHOR_PARTS[readKind(entry, 'kind')] ?? [])],
        blanks: {
          enrolment: { value: { id: '', kind: 'enrolment' } },
          treatment: { value: { id: '', kind: 'treatment', treatment: '', occurrence: 1 } },
          date: { value: { id: '', kind: 'date', date: '' } },
          completion: { value: { id: '', kind: 'completion', timepoint: '' } },
        },
      },
    ],
  },
]

const KIND = field('kind', control.oneOf('enrolment', 'treatment', 'date', 'completion'))
const ANCHOR_PARTS: Readonly<Record<string, readonly PartSpec[]>> = {
  '': [KIND],
  enrolment: [KIND],
  treatment: [
    KIND,
    field('treatment', { kind: 'choice', from: 'treatments' }),
    field('occurrence', { kind: 'ordinal', values: [...count(12), 'each'] }),
  ],
  date: [KIND, field('date', control.DATE)],
  completion: [KIND, field('timepoint', { kind: 'choice', from: 'timepoints' })],
}

const TIMEPOINT: readonly PartSpec[] = [
  field('id', LINE),
  localised('title'),
  field('anchor', { kind: 'choice', from: 'anchors' }),
  field('offset', control.OFFSET),
  field('opens', control.OPENING),
  field('due', control.OFFSET),
  field('closes', control.OFFSET),
  field('at', TIME),
  field('closingTime', TIME),
  field('invite', control.oneOf('at-once', 'in-texting-hours')),
  field('repeat/every', control.EVERY),
  field('repeat/times', NUMBER),
  {
    list: 'reminders',
    parts: () => [field('', { kind: 'reminder' })],
    blanks: { one: { value: 'P2D' } },
  },
  {
    list: 'battery',
    parts: () => [field('', { kind: 'fixed', from: 'instruments' })],
    blanks: { one: { from: 'instruments' } },
  },
]

export const timepointGroups: readonly GroupSpec[] = [
  {
    ...{ name: 'timepoints', path: '' },
    parts: [
      listOf(
        'timepoints',
        {
          ...{ id: '', title: {}, anchor: '', offset: 'P7D', opens: 'P0D', due: 'P2D', closes: 'P7D' },
          ...{ at: '09:00', invite: 'in-texting-hours', reminders: ['P2D'], battery: [] },
        },
        ...TIMEPOINT,
      ),
    ],
  },
]

export function readKind(entry: unknown, name: string): string {
  const kind = (entry as Readonly<Record<string, unknown>> | null)?.[name]
  return typeof kind === 'string' ? kind : ''
}

function count(most: number): string[] {
  return Array.from({ length: most }, (_, at) => String(at + 1))
}
