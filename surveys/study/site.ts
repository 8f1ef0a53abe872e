import * as z from 'zod/mini'
import { idSchema, localeSchema } from '../instrument/vocabulary-schema.ts'
import { recruitmentTargetSchema } from './recruitment.ts'
import { hoursSchema } from './safety-schema.ts'
import { timeZoneSchema, wallTimeSchema } from './wall-time.ts'

/** Whether anyone can be enrolled at a site. Those who are enrolled already go on. */
export const ENROLMENT_STATES = ['open', 'closed'] as const

/*
 * What is optional below is left out of definitions that were published before it was there: they stay as they were, and
 * so does what functions do with them.
 */

/** A clinic of a study. */
export const siteSchema = z.strictObject({
  id: idSchema,
  name: z.string().check(z.minLength(1)),
  timeZone: timeZoneSchema,
  /** Where it is, as ISO 3166-1 alpha-2: whose crisis line and emergency number its pages name. Left out: the first country that the study texts. */
  country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/, 'two capital letters such as US'))),
  /** What a participant may call, as it is to be read. */
  phone: z.string().check(z.regex(/^[+\d][\d ().-]{5,23}$/, 'a telephone number')),
  /** Languages of the study in which it takes participants. Left out: all of them. */
  languages: z.optional(z.array(localeSchema).check(z.minLength(1))),
  /** Left out: open. */
  enrolment: z.optional(z.enum(ENROLMENT_STATES)),
  /** Its share of the study’s target. Left out: none is said. */
  target: z.optional(recruitmentTargetSchema),
  /** Texts to its participants in a day, at most. Left out: what the study allows each site. */
  textsPerDay: z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))),
  /**
   * On the participant’s wall, from `from` until before `until`, over midnight where it is the later one: nothing that Concord
   * plans is texted, not even to someone who waits at the clinic. What answers a participant’s own text goes out at any hour.
   */
  quietHours: z.optional(z.strictObject({ from: wallTimeSchema, until: wallTimeSchema })),
  /** How long its alerts wait, and how often its on-call list is texted again. Left out: as the study says. */
  onCall: z.optional(
    z.strictObject({
      acknowledgeWithin: z.optional(hoursSchema),
      escalateEvery: z.optional(hoursSchema),
    }),
  ),
})
export type StudySite = z.infer<typeof siteSchema>
