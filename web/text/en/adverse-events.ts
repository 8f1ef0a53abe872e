/** Adverse events of a study, by clinic. */
export const adverseEventsText = {
  heading: 'Adverse events',
  lead: 'Participants treated at least once, with events from the first treatment on. Each participant counts once for each event, by the worst severity. This is not a safety report.',
  terms: 'The terms are plain words of this project, not a coded vocabulary.',
  total: 'All clinics shown',
  summary: (withEvent: number, of: number) =>
    `${withEvent} of ${of} treated participants had at least one event`,
  serious: (count: number) => `${count} had a serious one`,
  related: (count: number) => `${count} had one that may be related to treatment`,
  none: 'No adverse events on record.',
  term: 'Event',
  participants: 'Participants',
  seriousColumn: 'Serious',
  relatedColumn: 'May be related',
  releasedLead:
    'Participants of all clinics treated at least once, with events from the first treatment on. Each participant counts once for each event. This is not a safety report.',
  incidence: 'Participants with an event',
  treated: (participants: string) => `${participants} participants were treated.`,
  participantsSuppressed: 'Suppressed: too few participants were treated outside one of the clinics.',
  any: 'Any event',
  anySerious: 'A serious event',
  anyRelated: 'An event that may be related to treatment',
  share: 'Share',
  suppression: (minimum: number) =>
    `“Suppressed” means that fewer than ${minimum} participants have the event, or do not have it, or would be left for someone who knows one clinic or an earlier release. Events that are not listed are suppressed or did not occur. Clinics and severities are not in a release: ask a lead.`,
}
