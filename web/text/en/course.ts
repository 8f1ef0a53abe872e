import { formatCount } from '../words/format-count.ts'

/** Courses of treatment of one participant. */
export const courseText = {
  heading: 'Courses of treatment',
  lead: (gapDays: number, baselineDays: number) =>
    `A treatment more than ${gapDays} days after the one before begins another course. Each course has its own baseline: the last score up to ${baselineDays} days before it.`,
  course: (number: number, from: string, to: string, treatments: number) =>
    from === to
      ? `Course ${number}: ${from}, ${formatCount(treatments, 'treatment', 'treatments')}`
      : `Course ${number}: ${from} to ${to}, ${formatCount(treatments, 'treatment', 'treatments')}`,
  empty: 'No scores before or during this course.',
  measure: 'Score',
  baseline: 'Before the course',
  latest: 'Latest',
  change: 'Change',
  percent: 'Change in %',
  sinceTreatment: 'Days since treatment',
  scoreAt: (score: string, at: string) => `${score} (${at})`,
  cycles: 'Trough and peak of each treatment',
  cyclesLead:
    'Trough: the last score before a treatment. Peak: the best score from a treatment to the next one.',
  treatment: 'Treatment',
  trough: 'Trough',
  peak: 'Peak',
  response: 'Response in this course',
}
