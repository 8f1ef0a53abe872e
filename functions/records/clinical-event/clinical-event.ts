import * as z from 'zod/mini'
import { clinicalEventDetailSchema } from '../../../surveys/study/clinical-event.ts'
import { EVENT_VOID_REASONS } from '../../../web/api/clinical-events/clinical-events.ts'

const entry = { recordedAt: z.string(), by: z.string() }
const recordingSchema = z.object({ ...entry, event: clinicalEventDetailSchema })
const voidingSchema = z.object({ ...entry, voided: z.enum(EVENT_VOID_REASONS) })

/** Something that happened to a participant beside treatments and questionnaires, and everything that was recorded of it. */
export const clinicalEventSchema = z.object({
  study: z.string(),
  site: z.string(),
  participant: z.string(),
  id: z.string(),
  /** ISO instant. */
  at: z.string(),
  /** Recorded, voided, recorded again, and so on in turn, oldest first and only ever appended to. `by`: a `sub`. */
  entries: z.array(z.union([recordingSchema, voidingSchema])).check(z.minLength(1)),
})

export type ClinicalEvent = z.infer<typeof clinicalEventSchema>
export type ClinicalEventEntry = ClinicalEvent['entries'][number]
export type EventRecording = z.infer<typeof recordingSchema>
export type EventVoiding = z.infer<typeof voidingSchema>

/** What stands; `undefined` of one that was voided. */
export function findStandingRecording({
  entries,
}: Pick<ClinicalEvent, 'entries'>): EventRecording | undefined {
  const last = entries.at(-1)
  return last && isRecording(last) ? last : undefined
}

/** What was recorded last, and its voiding where it no longer stands. */
export function findLastRecording({ entries }: Pick<ClinicalEvent, 'entries'>): {
  readonly recording: EventRecording
  readonly voiding: EventVoiding | undefined
} {
  const recording = entries.findLast(isRecording)
  if (!recording) throw new Error('an event begins with its recording')
  const last = entries.at(-1)
  return { recording, voiding: last && !isRecording(last) ? last : undefined }
}

export function isRecording(entry: ClinicalEventEntry): entry is EventRecording {
  return 'event' in entry
}
