import { REASONS } from '../../web/api/worklist/worklist-reasons.ts'
import type { ReportAbout, WeeklySite } from '../../web/reports/weekly-site.ts'

/** A made-up week of a clinic with every section filled, and one that could not be made. */
export const weeklySite: WeeklySite = {
  ...{ site: 'harbor', siteName: 'Harbor Clinic', timeZone: 'America/New_York' },
  readAt: '2026-03-08T09:00:00.000Z',
  needsNow: {
    ...{ kind: 'made', openAlerts: 3, overdueAlerts: 2, unreadMessages: 1, failedNumbers: 4, erasures: 1 },
    ...{ unsentUrgent: 1, textsStopped: true },
  },
  calls: {
    kind: 'made',
    people: REASONS.map((kind, at) => ({
      participant: `harbor-${1000 + at}`,
      reasons: [
        { kind, timepoint: 'Week 4', until: '2026-03-12T09:00:00.000Z' },
        { kind: 'alert-open', timepoint: null, until: null },
      ],
    })),
  },
  completion: {
    kind: 'made',
    rows: [
      {
        timepoint: 'Week 4',
        row: {
          ...{ timepoint: 'week-4', site: 'harbor', kind: 'counted', enrolled: 20 },
          standings: {
            ...{ completed: 12, missed: 3, 'partly-answered': 1, 'not-yet-closed': 1, 'not-due': 1 },
            ...{ withdrawn: 1, 'lost-to-follow-up': 1, died: 0 },
          },
          ofEnrolled: { completed: 12, of: 20, rate: 0.6, interval: [0.39, 0.78] },
          ofExpected: { completed: 12, of: 16, rate: 0.75, interval: [0.51, 0.9] },
          missedReasons: [{ reason: 'not-recorded', count: 4 }],
          late: { count: 2, reasons: [] },
        },
      },
    ],
  },
  responders: {
    ...{ kind: 'made', definition: 'Moderate pain relief', since: '2026-03-01T08:00:00.000Z' },
    ...{ met: ['harbor-1000', 'harbor-1001'], lost: [], stillMet: 4 },
  },
  nextWeek: { kind: 'made', opening: [{ timepoint: 'Week 4', count: 2 }], closing: [] },
  gaps: { kind: 'failed' },
}

export const reportAbout: ReportAbout = {
  ...{ study: 'ketamine-infusion-registry', studyTitle: 'Ketamine infusion registry', studyVersion: '1.4.0' },
  definitions: ['peg@1.0.0', 'moderate-relief@1.0.0'],
  ...{ asOf: '2026-03-08T07:00:00.000Z', timeZone: 'America/New_York' },
  ...{ previousAsOf: '2026-03-01T07:00:00.000Z', run: '0123456789abcdef.2026-03-08' },
  ...{ isLate: true, superseded: ['2026-02-22'], leftOut: ['Mesa'] },
  ...{ program: '0.1.0+0123456789ab', dataSha256: '0'.repeat(64) },
}
