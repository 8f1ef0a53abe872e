import * as z from 'zod'
import {
  idSchema,
  instrumentRefSchema,
  localeSchema,
  localisedSchema,
  versionSchema,
} from '../instrument/vocabulary.ts'
import { responderDefinitionSchema } from '../responder/definition.ts'
import { equivalenceSchema } from '../versions/equivalence.ts'

/**
 * The study definition: who takes part where, what is asked when, and what counts as a response.
 * One JSON file per study and version under surveys/studies/.
 */

/** IANA zone name, checked against the runtime's own zone table. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, 'an IANA time zone such as America/New_York')

/** Calendar days: `P7D`, `-P1D`, `P0D`. */
const daysSchema = z.string().regex(/^-?P\d{1,4}D$/, 'whole days such as P7D')
/** Calendar days on the participant's wall, or exact hours: `PT36H`. */
const offsetSchema = z
  .string()
  .regex(/^-?P(\d{1,4}D|\d{1,3}W|T\d{1,4}H)$/, 'whole days such as P7D, or hours such as PT36H')
export const wallTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')

const siteSchema = z.strictObject({ id: idSchema, name: z.string().min(1), timeZone: timeZoneSchema })

const anchorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ id: idSchema, kind: z.literal('enrolment') }),
  /** The n-th treatment of a kind, 1 being the first infusion of the series; or each one of them. */
  z.strictObject({
    id: idSchema,
    kind: z.literal('treatment'),
    treatment: idSchema,
    occurrence: z.union([z.number().int().positive(), z.literal('each')]),
  }),
  /** A day of the calendar, the same for everyone. */
  z.strictObject({ id: idSchema, kind: z.literal('date'), date: z.iso.date() }),
  /** The submission of another timepoint. */
  z.strictObject({ id: idSchema, kind: z.literal('completion'), timepoint: idSchema }),
])

const timepointSchema = z.strictObject({
  id: idSchema,
  title: localisedSchema,
  anchor: idSchema,
  /** Planned day, counted from the anchor's local calendar day; or planned instant, counted from the anchor's own. */
  offset: offsetSchema,
  /**
   * Asked `times` times, the first at the offset, then every so often from there: each is counted from the first, so that
   * the 31st of a month does not drift.
   */
  repeat: z
    .strictObject({
      every: z.string().regex(/^P(\d{1,4}D|\d{1,3}W|\d{1,3}M)$/, 'days, weeks or months such as P7D or P1M'),
      times: z.number().int().min(2).max(60),
    })
    .optional(),
  /** The window around the planned day: opens (inclusive), due, closes (exclusive), each at `at` local time. `opens: "anchor"` opens at the anchor's own instant. */
  opens: z.union([z.literal('anchor'), offsetSchema]),
  due: offsetSchema,
  closes: offsetSchema,
  at: wallTimeSchema,
  /** `at-once`: the participant is with us and waits for the text. Otherwise a text waits for the study's texting hours. */
  invite: z.enum(['at-once', 'in-texting-hours']),
  /** Days after opening on which one who has not finished is reminded. */
  reminders: z.array(daysSchema).max(3),
  battery: z.array(instrumentRefSchema).min(1),
})

/** What a participant reads that the study decides. `{link}` is the only placeholder of a text message. */
const textsSchema = z.strictObject({
  invitation: z.string().includes('{link}').max(300),
  reminder: z.string().includes('{link}').max(300),
  /** Shown before the first question. */
  introduction: z.string(),
  /** Whether anyone reads the answers as they come in. Shown on every page. */
  monitoring: z.string(),
  /** Shown at once after an answer that raises a safety alert. */
  help: z.strictObject({ heading: z.string(), lines: z.array(z.string()).min(1) }),
  thanks: z.string(),
})

export const studyDefinitionSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  title: z.string(),
  locales: z.array(localeSchema).min(1),
  sites: z.array(siteSchema).min(1),
  arms: z.array(z.strictObject({ id: idSchema, title: z.string() })).default([]),
  treatments: z.array(z.strictObject({ kind: idSchema, title: z.string() })),
  anchors: z.array(anchorSchema).min(1),
  /** Which timepoint change is counted from. */
  baseline: idSchema,
  timepoints: z.array(timepointSchema).min(1),
  /** An instrument that is not asked again before so many days are over: the later assignment leaves it out. */
  spacing: z
    .array(z.strictObject({ instrument: idSchema, days: z.number().int().min(1).max(366) }))
    .default([]),
  /** At most so many assignments fall due within any seven days; those that stand later in the definition give way. */
  assignmentsPerWeek: z.number().int().min(1).max(50).optional(),
  textingHours: z.strictObject({ from: wallTimeSchema, until: wallTimeSchema }),
  texts: z.record(localeSchema, textsSchema),
  responderDefinitions: z.array(responderDefinitionSchema),
  /** Versions that are compared and pooled on evidence, beyond those that differ in nothing that a score turns on. */
  equivalences: z.array(equivalenceSchema).default([]),
  /** Cells below this are not shown to viewers outside the site. */
  minimumCell: z.number().int().min(1).default(11),
  /** Countries whose numbers may be texted, as ISO 3166-1 alpha-2: a guard against toll fraud. */
  textingCountries: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
})

export type StudyDefinition = z.infer<typeof studyDefinitionSchema>
export type Timepoint = z.infer<typeof timepointSchema>
export type StudyTexts = z.infer<typeof textsSchema>
export type Anchor = z.infer<typeof anchorSchema>

function isTimeZone(zone: string): boolean {
  try {
    // An offset such as +02:00 is accepted by Intl but has no clock changes: it is not a zone.
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}
