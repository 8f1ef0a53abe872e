import type { DISPOSITIONS } from '../../api/participants/dispositions.ts'

/** The monthly report of a study. */
export const monthlyReportText = {
  title: (study: string) => `Monthly report: ${study}`,
  scope: 'All clinics of the study. It names no participant and no arm.',
  all: 'All clinics',
  clinic: 'Clinic',
  recruitment: 'Recruitment',
  recruitmentHint: (since: string) => `New: since the report as of ${since}.`,
  recruitmentFirst: 'The first report: everyone is new.',
  planHint: 'Planned by now: as many as the target means if the same number come each day.',
  noPlan: 'The study has no target. A lead sets it in the study office, under title and languages.',
  enrolled: 'Enrolled',
  added: 'New',
  target: 'Target',
  planned: 'Planned by now',
  flow: 'From enrollment to the last follow-up',
  flowHint: 'Each row counts people. Not planned: not treated yet, or gone before it was planned.',
  step: 'Step',
  steps: { enrolled: 'Enrolled', treated: 'Treated', baseline: 'Answered before treatment' },
  answered: 'Answered',
  missed: 'Missed',
  awaited: 'Open or to come',
  notPlanned: 'Not planned',
  ended: 'Participation ended',
  noneEnded: 'No one has left the study.',
  how: { withdrawn: 'Withdrew', died: 'Died', 'lost-to-follow-up': 'Lost to follow-up' } satisfies Record<
    (typeof DISPOSITIONS)[number],
    string
  >,
  people: 'People',
  completion: 'Completion by clinic and timepoint',
  suppressed: 'suppressed',
  outcome: 'Primary outcome',
  released: (number: number, name: string, when: string) =>
    `From release ${number} (${name}), data as of ${when}.`,
  endpoint: (definition: string, timepoint: string, estimand: string) =>
    `${definition}, ${timepoint}. Estimand: ${estimand}.`,
  releaseSha256: (sha256: string) => `SHA-256 of the release: ${sha256}`,
  rate: 'Rate (95% interval)',
  noOutcome: {
    'no-release': 'Nothing was released yet. A lead makes a release under Releases.',
    'not-in-release': 'The newest release does not hold the primary endpoint.',
    blinded: 'Releases have numbers by arm, and you are blinded.',
  },
  changes: 'What changed since the last report',
  noChanges: {
    'first-release': 'There is no earlier release to compare with.',
    'no-new-release': 'No release was made since the last report.',
    blinded: 'Releases have numbers by arm, and you are blinded.',
  },
  compared: (first: number, second: number) => `Release ${second} against release ${first}.`,
  nothingChanged: 'Both were made of the same data, study, definitions and program.',
  before: 'Before',
  after: 'Now',
  deviations: 'Deviations',
  deviation: {
    treatedWithoutBaseline: 'Treated without answers before it',
    baselineAfterTreatment: 'Of these, answered after treatment',
    answeredLate: 'Follow-ups answered late',
    notSubmitted: 'Follow-ups never sent',
  },
}
