import type { MemberRole } from '../api/members/member-roles.ts'
import type { ParticipantNotice } from './participant-view.ts'

/** The console's addresses. Filters are query parameters so that a page can be bookmarked and sent on. */
export const consolePaths = {
  home: '/console',
  /** To the only study of whoever has signed in, or to all of them. */
  start: '/console/start',
  signIn: '/console/sign-in',
  /** Where the issuer leads back to. */
  signInCallback: '/console/callback',
  signedOut: '/console/signed-out',
  /** POST */
  signOut: '/console/sign-out',
  /** Where a member of a study begins in it. */
  study: (study: string, role: MemberRole): string =>
    ({
      coordinator: consolePaths.today(study),
      lead: consolePaths.responderRate(study),
      statistician: consolePaths.responderRate(study),
      'data-manager': consolePaths.participants(study),
      monitor: consolePaths.participants(study),
    })[role],
  /** Also POST. @param site left out: the leads of the study */
  onCall: (study: string, site?: string) =>
    `/console/studies/${encodeURIComponent(study)}${site === undefined ? '' : `/sites/${encodeURIComponent(site)}`}/on-call`,
  /** POST */
  allocation: (study: string, participant: string) =>
    `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}/arm`,
  participants: (study: string, query: { site?: string | undefined; cursor?: string | undefined } = {}) =>
    `/console/studies/${encodeURIComponent(study)}/participants${formatQuery(query)}`,
  participant: (study: string, participant: string, query: { notice?: ParticipantNotice | undefined } = {}) =>
    `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}${formatQuery(query)}`,
  /** POST alone: what is looked for stands in no address. */
  find: (study: string) => `/console/studies/${encodeURIComponent(study)}/find`,
  /** Also POST */
  contact: (study: string, participant: string, query: { notice?: 'saved' | undefined } = {}) =>
    `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}/contact${formatQuery(query)}`,
  /** Also POST */
  enrol: (study: string) => `/console/studies/${encodeURIComponent(study)}/enrol`,
  /** Also POST */
  treatment: (study: string, participant: string) =>
    `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}/treatment`,
  correctTreatment: (
    study: string,
    participant: string,
    treatment: { readonly kind: string; readonly givenAt: string },
    /** POST */
    step?: 'move' | 'void' | 'restore',
  ) =>
    [
      `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}/treatments`,
      ...[treatment.kind, treatment.givenAt, ...(step === undefined ? [] : [step])].map(encodeURIComponent),
    ].join('/'),
  /** Also POST */
  clinicalEvent: (study: string, participant: string, query: { kind?: string } = {}) =>
    `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}/event${formatQuery(query)}`,
  /** Also POST */
  voidClinicalEvent: (study: string, participant: string, event: string) =>
    `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}/events/${encodeURIComponent(event)}`,
  /** Also POST */
  attributes: (study: string, participant: string) =>
    `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}/attributes`,
  /** POST */
  lateAnswers: (study: string, participant: string, timepoint: string) =>
    `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}/assessments/${encodeURIComponent(timepoint)}/late-answers`,
  /** POST */
  missedReason: (study: string, participant: string, timepoint: string) =>
    `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}/assessments/${encodeURIComponent(timepoint)}/reason`,
  history: (study: string, participant: string, query: { cursor?: string | undefined } = {}) =>
    `/console/studies/${encodeURIComponent(study)}/participants/${encodeURIComponent(participant)}/history${formatQuery(query)}`,
  /** Leaves an entry in the audit trail. Takes the query of `exportTidy`. */
  tidyExport: (study: string) => `/console/studies/${encodeURIComponent(study)}/exports/tidy`,
  today: (study: string, query: { site?: string | undefined; notice?: string | undefined } = {}) =>
    `/console/studies/${encodeURIComponent(study)}/worklist${formatQuery(query)}`,
  /** POST */
  todayStep: (
    study: string,
    participant: string,
    step: 'call' | 'message' | 'reopen' | 'alert' | 'interview' | 'erasure',
  ) => `/console/studies/${encodeURIComponent(study)}/worklist/${encodeURIComponent(participant)}/${step}`,
  instruments: (study: string) => `/console/studies/${encodeURIComponent(study)}/instruments`,
  calendar: (study: string) => `/console/studies/${encodeURIComponent(study)}/calendar`,
  definitionComparison: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/analyses/definition-comparison${formatQuery(query)}`,
  meanChange: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/analyses/mean-change${formatQuery(query)}`,
  repeatedMeasures: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/analyses/repeated-measures${formatQuery(query)}`,
  adverseEvents: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/analyses/adverse-events${formatQuery(query)}`,
  meaningfulChange: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/analyses/meaningful-change${formatQuery(query)}`,
  instrumentQuality: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/analyses/instrument-quality${formatQuery(query)}`,
  responderRate: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/analyses/responder-rate${formatQuery(query)}`,
  /** Also POST */
  office: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/office${formatQuery(query)}`,
  /** Also POST */
  importInstrument: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/office/instruments${formatQuery(query)}`,
  /** Also POST */
  draftSection: (study: string, section: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/office/${section}${formatQuery(query)}`,
  versions: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/versions${formatQuery(query)}`,
  /** Also POST */
  versionPreview: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/versions/preview${formatQuery(query)}`,
  /** POST */
  versionStep: (study: string, step: 'stop' | 'continue' | 'move') =>
    `/console/studies/${encodeURIComponent(study)}/versions/${step}`,
  /** Also POST */
  definitions: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/definitions${formatQuery(query)}`,
  /** Also POST */
  definition: (study: string, { id, version }: { id: string; version: string }, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/definitions/${encodeURIComponent(id)}/${encodeURIComponent(version)}${formatQuery(query)}`,
  /** Also POST */
  definitionDraft: (study: string, id: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/definition-drafts/${encodeURIComponent(id)}${formatQuery(query)}`,
  /** Also POST */
  releases: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/releases${formatQuery(query)}`,
  release: (study: string, number: number, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/releases/${number}${formatQuery(query)}`,
  compareReleases: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/releases/compare${formatQuery(query)}`,
}

/** Scheduled reports of a study. */
export const reportPaths = {
  /** Also POST */
  reports: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/reports${formatQuery(query)}`,
  /** Also POST */
  subscription: (study: string, subscription: string) =>
    `/console/studies/${encodeURIComponent(study)}/reports/${encodeURIComponent(subscription)}`,
  /** POST */
  subscriptionStep: (study: string, subscription: string, step: 'pause' | 'resume' | 'end' | 'test') =>
    `/console/studies/${encodeURIComponent(study)}/reports/${encodeURIComponent(subscription)}/${step}`,
  run: (study: string, run: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/reports/runs/${encodeURIComponent(run)}${formatQuery(query)}`,
  file: (study: string, run: string) =>
    `/console/studies/${encodeURIComponent(study)}/reports/runs/${encodeURIComponent(run)}/file`,
  /** POST */
  cancel: (study: string, run: string) =>
    `/console/studies/${encodeURIComponent(study)}/reports/runs/${encodeURIComponent(run)}/cancel`,
  /** POST */
  rerun: (study: string, run: string) =>
    `/console/studies/${encodeURIComponent(study)}/reports/runs/${encodeURIComponent(run)}/rerun`,
  /** POST */
  seen: (study: string, run: string) =>
    `/console/studies/${encodeURIComponent(study)}/reports/runs/${encodeURIComponent(run)}/seen`,
  /** Where the mail leads: it names no study. `key` is the date, or `subscription`. */
  mailed: (subscription: string, key: string) =>
    `/console/reports/${encodeURIComponent(subscription)}/${encodeURIComponent(key)}`,
}

/** Exports that are made in the background. */
export const exportPaths = {
  /** Also POST */
  exports: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/export-runs${formatQuery(query)}`,
  /** Leads to the file, and leaves an entry in the audit trail. */
  file: (study: string, run: string) =>
    `/console/studies/${encodeURIComponent(study)}/export-runs/${encodeURIComponent(run)}/file`,
  /** POST */
  cancel: (study: string, run: string) =>
    `/console/studies/${encodeURIComponent(study)}/export-runs/${encodeURIComponent(run)}/cancel`,
}

/** Members of a study, for those who administer it, and where an invitation leads. */
export const memberPaths = {
  members: (study: string, query: Query = {}) =>
    `/console/studies/${encodeURIComponent(study)}/members${formatQuery(query)}`,
  /** Also POST */
  member: (study: string, member: string) =>
    `/console/studies/${encodeURIComponent(study)}/members/${encodeURIComponent(member)}`,
  /** Also POST */
  revoke: (study: string, member: string) =>
    `/console/studies/${encodeURIComponent(study)}/members/${encodeURIComponent(member)}/revoke`,
  /** Also POST */
  grant: (study: string) => `/console/studies/${encodeURIComponent(study)}/grant-membership`,
  /** Also POST */
  invite: (study: string) => `/console/studies/${encodeURIComponent(study)}/member-invitations`,
  /** POST */
  invitationStep: (study: string, invitation: string, step: 'resend' | 'revoke') =>
    `/console/studies/${encodeURIComponent(study)}/member-invitations/${encodeURIComponent(invitation)}/${step}`,
  accessList: (study: string) => `/console/studies/${encodeURIComponent(study)}/access-list`,
  /** Also POST */
  accept: (study: string, token: string) =>
    `/console/invitations/${encodeURIComponent(study)}/${encodeURIComponent(token)}`,
}

/** Pages of an organisation, for who administers it. */
export const organisationPaths = {
  /** Also POST */
  organisation: (organisation: string, query: Query = {}) =>
    `/console/organisations/${encodeURIComponent(organisation)}${formatQuery(query)}`,
  /** POST */
  begin: (organisation: string) => `/console/organisations/${encodeURIComponent(organisation)}/studies`,
  /** POST */
  dismiss: (organisation: string, administrator: string) =>
    `/console/organisations/${encodeURIComponent(organisation)}/administrators/${encodeURIComponent(administrator)}/dismiss`,
  /** POST */
  administer: (organisation: string, study: string) =>
    `/console/organisations/${encodeURIComponent(organisation)}/studies/${encodeURIComponent(study)}/administer`,
}

type Query = Readonly<Record<string, string | number | undefined>>

function formatQuery(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}
