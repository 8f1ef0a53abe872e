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

/** Calendar days: `P7D`, `-P1D`, `P0D`. Always whole days; hours would change their meaning across a clock change. */
const daysSchema = z.string().regex(/^-?P\d{1,4}D$/, 'whole days such as P7D')
const wallTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')

const siteSchema = z.strictObject({ id: idSchema, name: z.string().min(1), timeZone: timeZoneSchema })

const anchorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ id: idSchema, kind: z.literal('enrolment') }),
  /** The n-th treatment of a kind; 1 is the first infusion of the series. */
  z.strictObject({
    id: idSchema,
    kind: z.literal('treatment'),
    treatment: idSchema,
    occurrence: z.number().int().positive(),
  }),
])

const timepointSchema = z.strictObject({
  id: idSchema,
  title: localisedSchema,
  anchor: idSchema,
  /** Planned day, counted from the anchor's local calendar day. */
  offset: daysSchema,
  /** The window around the planned day: opens (inclusive), due, closes (exclusive), each at `at` local time. `opens: "anchor"` opens at the anchor's own instant. */
  opens: z.union([z.literal('anchor'), daysSchema]),
  due: daysSchema,
  closes: daysSchema,
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
