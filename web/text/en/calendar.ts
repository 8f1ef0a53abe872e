import { formatDuration } from '../words/duration-in.ts'
import { formatCount } from '../words/format-count.ts'
/** Why a study would send each assessment when, for example dates. */
export const calendarText = {
  heading: 'Calendar',
  lead: 'Enter example dates to see when this study would send each assessment, and why. Nothing is saved.',
  enrolled: 'Enrolled',
  zone: 'Time zone',
  textAt: 'Preferred text time',
  show: 'Show',
  timepoint: 'Timepoint',
  opens: 'Opens',
  due: 'Due',
  closes: 'Closes',
  texts: 'Texts if unanswered',
  why: 'Why this date',
  leftOut: 'Not scheduled',
  rules: {
    spacing: 'all of its questions were asked too recently',
    'assessments-per-week': 'over the study’s weekly limit',
    'over-before-enrolment': 'its window ended before enrollment',
    'after-first-treatment': 'it would open after the first treatment',
    'before-version': 'its window began before the version of the study',
    'after-study-end': 'it would open after the last day of the study',
  },
  without: (instruments: string) => `Without ${instruments}: asked too recently`,
  unless: (instrument: string, before: string, when: string) =>
    `Without ${instrument} if “${before}” is completed after ${when}: too soon to ask again`,
  unknownZone: (shown: string) =>
    `Unknown time zone. The calendar shows ${shown}. Enter a zone in that form.`,
  textAtOutside: (from: string, until: string) =>
    `This time is ignored. The study sends texts from ${from} until ${until}.`,
  noTexts: (from: string, until: string) => `None: the window has no texting hours (${from} to ${until})`,
  awaitTreatment: (count: number) =>
    `${formatCount(count, 'timepoint is', 'timepoints are')} counted from a treatment. Enter the treatment date to see them.`,
  anchors: {
    enrolment: 'enrollment',
    treatment: (title: string, occurrence: number) => `${title} ${occurrence}`,
    date: 'the study’s fixed date',
    completion: (timepoint: string) => `completion of ${timepoint} (assumed on its due date)`,
  },
  counted: (duration: string, anchor: string, date: string) =>
    `Planned ${duration} after ${anchor} (${date})`,
  countedOn: (anchor: string, date: string) => `Planned on the day of ${anchor} (${date})`,
  window: (opens: string, due: string, closes: string) =>
    `Opens ${opens}, due ${due}, closes ${closes}, relative to the planned day`,
  before: (duration: string) => `${duration} before`,
  after: (duration: string) => `${duration} after`,
  onIt: 'the same day',
  atOnce: 'right away',
  repeated: (time: number, every: string) => `Occurrence ${time}, every ${every}`,
  at: (time: string) => `Opens and is due at ${time}, participant’s local time`,
  endOfDay: 'Closes at the end of its last day, participant’s local time',
  closingTime: (time: string) => `Closes at ${time} on its last day, participant’s local time`,
  closedByTreatment:
    'Closes when the first treatment is given, because a baseline is answered before treatment',
  shifted: 'Moved to the next valid time because the clocks change',
  duration: (written: string): string =>
    formatDuration(written, ['day', 'days'], ['hour', 'hours'], ['month', 'months']),
}
