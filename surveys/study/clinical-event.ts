import * as z from 'zod/mini'

/*
 * What happens to a participant beside the study's treatments and questionnaires, as far as outcomes and safety turn on it.
 * All lists are closed, so that nobody writes a name where one must not stand. Terms are plain words of this project, not a
 * coded vocabulary such as MedDRA, and are unconfirmed as a complete list of what ketamine does.
 */

export const CLINICAL_EVENT_KINDS = [
  /** Given because the study's treatment did not do enough. */
  'rescue-treatment',
  /** Given beside the study's treatment, for whatever reason. */
  'concomitant-treatment',
  /** The study's treatment was stopped, or its course was complete. */
  'treatment-stopped',
  'adverse-event',
  /** What is taken each day from then on, of all opioids together. */
  'opioid-dose',
] as const
export type ClinicalEventKind = (typeof CLINICAL_EVENT_KINDS)[number]

/** What was given, by class. */
export const TREATMENT_CLASSES = [
  'opioid',
  'nonopioid-analgesic',
  'gabapentinoid',
  'antidepressant',
  'benzodiazepine',
  'cannabinoid',
  'nerve-block-or-injection',
  'neuromodulation',
  'ketamine-elsewhere',
  'other',
] as const

export const STOP_REASONS = ['no-benefit', 'side-effects', 'course-complete', 'other'] as const
export type StopReason = (typeof STOP_REASONS)[number]

/** Unconfirmed: plain terms for what is seen with ketamine. */
export const ADVERSE_EVENT_TERMS = [
  'dissociation',
  'hallucination',
  'sedation',
  'dizziness',
  'headache',
  'nausea',
  'vomiting',
  'blood-pressure-rise',
  'heart-rate-rise',
  'anxiety',
  'low-mood',
  'suicidal-thoughts',
  'memory-or-attention',
  'urinary-symptoms',
  'liver-enzymes-raised',
  'infusion-site-reaction',
  'fall-or-injury',
  'misuse',
  'other',
] as const
export type AdverseEventTerm = (typeof ADVERSE_EVENT_TERMS)[number]

/** From the least to the worst. */
export const SEVERITIES = ['mild', 'moderate', 'severe', 'life-threatening', 'fatal'] as const
export type Severity = (typeof SEVERITIES)[number]

/** To the study's treatment. */
export const RELATIONS = ['none', 'possible', 'probable', 'definite'] as const

/** mg a day, to one decimal; above it is a slip of the pen. */
export const MAX_MORPHINE_EQUIVALENT = 5000

const treatment = z.enum(TREATMENT_CLASSES)

/** What happened; when is beside it. */
export const clinicalEventDetailSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rescue-treatment'), treatment }),
  z.strictObject({ kind: z.literal('concomitant-treatment'), treatment }),
  z.strictObject({ kind: z.literal('treatment-stopped'), reason: z.enum(STOP_REASONS) }),
  z.strictObject({
    kind: z.literal('adverse-event'),
    term: z.enum(ADVERSE_EVENT_TERMS),
    severity: z.enum(SEVERITIES),
    serious: z.boolean().check(z.describe('Serious in the sense of ICH E2A, whatever its severity')),
    relation: z.enum(RELATIONS),
  }),
  z.strictObject({
    kind: z.literal('opioid-dose'),
    morphineEquivalent: z.number().check(
      z.minimum(0),
      z.maximum(MAX_MORPHINE_EQUIVALENT),
      z.refine((dose) => Math.round(dose * 10) / 10 === dose, 'at most one decimal'),
      z.describe('Oral morphine milligram equivalents a day, of all opioids together'),
    ),
  }),
])
export type ClinicalEventDetail = z.infer<typeof clinicalEventDetailSchema>

/** Which kinds a study records. Left out: none. */
export const studyEventsSchema = z.strictObject({
  kinds: z._default(
    z
      .array(z.enum(CLINICAL_EVENT_KINDS))
      .check(z.refine((kinds) => new Set(kinds).size === kinds.length, 'a kind stands twice')),
    [],
  ),
})

/**
 * How treatments make courses. Both numbers are this project's choice and unconfirmed: no source says when a series is over.
 * A treatment more than `gapDays` local calendar days after the one before begins another course. A course's baseline is the
 * last answer up to `baselineDays` local calendar days before it began.
 */
export const coursesSchema = z.strictObject({
  gapDays: z._default(z.int().check(z.minimum(1), z.maximum(730)), 60),
  baselineDays: z._default(z.int().check(z.minimum(1), z.maximum(365)), 30),
})
export type CourseRule = z.infer<typeof coursesSchema>
