import { pickText } from '../instrument/vocabulary.ts'
import type { StudyDefinition, Timepoint } from './definition.ts'

/**
 * What an assessment calls its timepoint: the timepoint's own id, and where it is asked more than once, after which
 * treatment and which repetition, counted from 1: `day-after.3`, `weekly.2`, `day-after.3.2`.
 */
export function formatOccurrenceKey(
  { id, repeat }: Pick<Timepoint, 'id' | 'repeat'>,
  treatmentNumber: number | null,
  repetition: number,
): string {
  return [
    id,
    ...(treatmentNumber === null ? [] : [treatmentNumber]),
    ...(repeat ? [repetition + 1] : []),
  ].join('.')
}

/** `day-after` of `day-after.3.2`. */
export function parseTimepointId(occurrenceKey: string): string {
  return occurrenceKey.split('.')[0] ?? occurrenceKey
}

/** The timepoint that an assessment is of; `undefined` when this version of the study no longer has it. */
export function findTimepoint(study: StudyDefinition, occurrenceKey: string): Timepoint | undefined {
  const id = parseTimepointId(occurrenceKey)
  return study.timepoints.find((timepoint) => timepoint.id === id)
}

/**
 * Whether assessments of the study can be called so: `weekly.2` where it is repeated, and neither `weekly` nor `weekly.0`.
 * How many repetitions there are is not looked at, since another version may have had more.
 */
export function isOccurrence(study: StudyDefinition, occurrenceKey: string): boolean {
  const [id, ...which] = occurrenceKey.split('.')
  const timepoint = study.timepoints.find((one) => one.id === id)
  if (timepoint === undefined) return false
  const anchor = study.anchors.find((one) => one.id === timepoint.anchor)
  const isOfEach = anchor?.kind === 'treatment' && anchor.occurrence === 'each'
  const counted = (isOfEach ? 1 : 0) + (timepoint.repeat ? 1 : 0)
  return which.length === counted && which.every((number) => /^[1-9]/.test(number))
}

/** `Day after treatment, 3`; the id where there is no title. */
export function formatOccurrenceTitle(study: StudyDefinition, occurrenceKey: string, locale: string): string {
  const [id = occurrenceKey, ...which] = occurrenceKey.split('.')
  const title = pickText(study.timepoints.find((timepoint) => timepoint.id === id)?.title, locale) || id
  return [title, ...which].join(', ')
}
