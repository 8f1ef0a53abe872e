import * as z from 'zod/mini'
import {
  domainSchema,
  idSchema,
  instrumentRefSchema,
  localeSchema,
  localisedSchema,
  versionSchema,
} from '../instrument/vocabulary-schema.ts'
import { publishedResponderDefinitionSchema } from '../responder/definition.ts'
import { findShippedResponderDefinition } from '../responder/shipped.ts'
import { equivalenceSchema } from '../versions/equivalence.ts'
import { attributeSchema, MAX_ATTRIBUTES } from './attribute.ts'
import {
  analysisWindowSchema,
  BASELINE_RULES,
  reliabilitySchema,
  scoreNameSchema,
  treatmentCapSchema,
} from './change-over-time.ts'
import { coursesSchema, studyEventsSchema } from './clinical-event.ts'
import { endpointsSchema, estimandSchema } from './estimand.ts'
import { recruitmentSchema } from './recruitment.ts'
import { STUDY_ROLES } from './roles.ts'
import { safetySchema, type scoreRuleSchema } from './safety-schema.ts'
import { siteSchema } from './site.ts'
import { textsSchema } from './texts-schema.ts'
import { timeZoneSchema, wallTimeSchema } from './wall-time.ts'

/**
 * The study definition: who takes part where, what is asked when, and what counts as a response.
 * One JSON file per study and version under surveys/studies/.
 */

/** Calendar days: `P7D`, `-P1D`, `P0D`. */
const daysSchema = z.string().check(z.regex(/^-?P\d{1,4}D$/, 'whole days such as P7D'))
/** Calendar days on the participant's wall, or exact hours: `PT36H`. */
const offsetSchema = z
  .string()
  .check(z.regex(/^-?P(\d{1,4}D|\d{1,3}W|T\d{1,4}H)$/, 'whole days such as P7D, or hours such as PT36H'))

/** How far someone has come with an assessment: began nothing, pressed Start, answered some. */
export const ENGAGEMENT_LEVELS = ['not-opened', 'opened', 'started'] as const
export type Engagement = (typeof ENGAGEMENT_LEVELS)[number]

/** Written as days alone, it is for whoever has not finished. */
const reminderSchema = z.pipe(
  z.union([
    daysSchema,
    z.strictObject({ after: daysSchema, to: z.array(z.enum(ENGAGEMENT_LEVELS)).check(z.minLength(1)) }),
  ]),
  z.transform((reminder) =>
    typeof reminder === 'string' ? { after: reminder, to: [...ENGAGEMENT_LEVELS] } : reminder,
  ),
)

const anchorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ id: idSchema, kind: z.literal('enrolment') }),
  /** The n-th treatment of a kind, 1 being the first infusion of the series; or each one of them. */
  z.strictObject({
    id: idSchema,
    kind: z.literal('treatment'),
    treatment: idSchema,
    occurrence: z.union([z.int().check(z.positive()), z.literal('each')]),
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
  repeat: z.optional(
    z.strictObject({
      every: z
        .string()
        .check(z.regex(/^P(\d{1,4}D|\d{1,3}W|\d{1,3}M)$/, 'days, weeks or months such as P7D or P1M')),
      times: z.int().check(z.minimum(2), z.maximum(60)),
    }),
  ),
  /** The window around the planned day: opens and due, each at `at` local time. `opens: "anchor"` opens at the anchor's own instant. */
  opens: z.union([z.literal('anchor'), offsetSchema]),
  due: offsetSchema,
  /** The last day of the window: it ends when that day ends on the participant's wall. In hours, it ends at that very instant. */
  closes: offsetSchema,
  /** The local time at which it ends on its last day instead. */
  closingTime: z.optional(wallTimeSchema),
  at: wallTimeSchema,
  /** `at-once`: the participant is with us and waits for the text. Otherwise a text waits for the study's texting hours. */
  invite: z.enum(['at-once', 'in-texting-hours']),
  /** Days after the invitation on which one who has not finished is reminded. At most one goes out after the due time. */
  reminders: z.array(reminderSchema).check(z.maxLength(6)),
  battery: z.array(instrumentRefSchema).check(z.minLength(1)),
})

const namedResponderDefinitionSchema = z.pipe(
  z.string(),
  z.transform((ref, context) => {
    const definition = findShippedResponderDefinition(ref)
    if (definition === undefined)
      context.issues.push({ code: 'custom', input: ref, message: `no responder definition ${ref}` })
    return definition ?? z.NEVER
  }),
)

/** Releases that are made without a person: on a first local date and every so often from there. */
const releaseScheduleSchema = z.strictObject({
  every: z
    .string()
    .check(z.regex(/^P([1-9]\d{0,2}D|[1-9]\d{0,1}W|[1-9]\d{0,1}M)$/, 'days, weeks or months such as P1M')),
  from: z.iso.date(),
  /** Where the date begins. Left out: at the first site. */
  timeZone: z.optional(timeZoneSchema),
})

/**
 * What becomes of a participant who asks to be erased. Name, number and free text are always deleted. `detach` keeps answers,
 * scores and treatments with nobody behind them, as most protocols say of data that were collected before a withdrawal;
 * `delete` deletes them too.
 */
const erasurePolicySchema = z.strictObject({
  studyData: z._default(z.enum(['detach', 'delete']), 'detach'),
  /** From the request until it must be done; a month is what GDPR Article 12(3) allows. */
  dueDays: z._default(z.int().check(z.minimum(1), z.maximum(60)), 30),
})

export const studyDefinitionSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  title: z.string(),
  locales: z.array(localeSchema).check(z.minLength(1)),
  sites: z.array(siteSchema).check(z.minLength(1)),
  arms: z._default(z.array(z.strictObject({ id: idSchema, title: z.string() })), []),
  /** What the monthly report holds enrollment against. Left out: nothing. */
  recruitment: z.optional(recruitmentSchema),
  /**
   * The last day on which an assessment opens or anybody is enrolled, on the calendar of the participant or the clinic. What is
   * open by then can be answered until its window closes. Left out: no end.
   */
  endsOn: z.optional(z.iso.date()),
  /** Members who never see whose arm is which, whatever their membership says. Left out: as each membership says. */
  blinding: z.optional(z.strictObject({ roles: z.array(z.enum(STUDY_ROLES)).check(z.minLength(1)) })),
  /** What is asked of each participant at enrolment, to filter and break down analyses by. */
  attributes: z._default(z.array(attributeSchema).check(z.maxLength(MAX_ATTRIBUTES)), []),
  /** `title`: one for every language, or one in each. */
  treatments: z.array(z.strictObject({ kind: idSchema, title: z.union([z.string(), localisedSchema]) })),
  anchors: z.array(anchorSchema).check(z.minLength(1)),
  /** Which timepoint change is counted from. */
  baseline: idSchema,
  timepoints: z.array(timepointSchema).check(z.minLength(1)),
  /** An instrument that is not asked again before so many days are over: the later assessment leaves it out. */
  spacing: z._default(
    z.array(z.strictObject({ instrument: idSchema, days: z.int().check(z.minimum(1), z.maximum(366)) })),
    [],
  ),
  /** At most so many assessments fall due within any seven days; those that stand later in the definition give way. */
  assessmentsPerWeek: z.optional(z.int().check(z.minimum(1), z.maximum(50))),
  /** What may be asked by text message of whoever chose so: instruments without anything that must not be read by others, few questions in all. */
  byText: z.optional(
    z.strictObject({
      instruments: z.array(idSchema).check(z.minLength(1)),
      mostQuestions: z._default(z.int().check(z.minimum(1), z.maximum(30)), 10),
    }),
  ),
  textingHours: z._default(z.strictObject({ from: wallTimeSchema, until: wallTimeSchema }), {
    from: '09:00',
    until: '20:00',
  }),
  /** Texts that fall due at one moment are spread over so many minutes, each participant always at the same one. */
  spreadMinutes: z._default(z.int().check(z.minimum(0), z.maximum(120)), 0),
  /** Whether answers count towards outcomes that were given and never sent by the end of their window; they are kept and exported with their mark either way. */
  unsubmittedAnswers: z._default(z.enum(['not-counted', 'counted']), 'not-counted'),
  /** A guard against numbers that are enrolled to be texted: what is above it waits for the next day. */
  textsPerSitePerDay: z._default(z.int().check(z.minimum(1), z.maximum(1_000_000)), 2000),
  texts: z.record(localeSchema, textsSchema),
  /** Which score measures a domain, for definitions that speak of domains. */
  domains: z._default(z.partialRecord(domainSchema, scoreNameSchema), {}),
  /** By score. Where it is left out, no change of that score is said to be more than error, or less. */
  reliability: z._default(z.record(scoreNameSchema, reliabilitySchema), {}),
  /** For one participant's change over time. Responder definitions are judged from the study's baseline all the same. */
  baselineRule: z._default(z.enum(BASELINE_RULES), 'baseline-timepoint'),
  /** In the order of time, none reaching into another. */
  analysisWindows: z._default(z.array(analysisWindowSchema).check(z.maxLength(60)), []),
  treatmentCap: z.optional(treatmentCapSchema),
  /** Which clinical events are recorded beside treatments and questionnaires. */
  events: z.prefault(studyEventsSchema, {}),
  /** How treatments make courses. */
  courses: z.prefault(coursesSchema, {}),
  /** Written out, or named as one that ships: `pain-relief-30@1.0.0`. */
  responderDefinitions: z.array(
    z.union([publishedResponderDefinitionSchema, namedResponderDefinitionSchema]),
  ),
  /** What rates are rates of; the first is used where none is named. See `listEstimands` for a study that declares none. */
  estimands: z._default(z.array(estimandSchema).check(z.maxLength(20)), []),
  /** The primary endpoint, and the secondary ones. Left out: everything is exploratory. */
  endpoints: z.optional(endpointsSchema),
  /** Versions that are compared and pooled on evidence, beyond those that differ in nothing that a score turns on. */
  equivalences: z._default(z.array(equivalenceSchema), []),
  /** Cells below this are not shown to viewers outside the site. */
  minimumCellSize: z._default(z.int().check(z.minimum(1)), 11),
  /** Whether a new version of the study, once there is one, is published by who wrote it, or by somebody else. */
  publication: z.prefault(
    z.strictObject({ approval: z._default(z.enum(['one-person', 'second-person']), 'one-person') }),
    {},
  ),
  /** When a release of the study is made by itself. Left out: only by hand. */
  releases: z.optional(releaseScheduleSchema),
  safety: z.prefault(safetySchema, {}),
  erasure: z.prefault(erasurePolicySchema, {}),
  /** Countries whose numbers may be texted, as ISO 3166-1 alpha-2: a guard against toll fraud. */
  textingCountries: z
    .array(z.string().check(z.regex(/^[A-Z]{2}$/, 'two capital letters such as US')))
    .check(z.minLength(1)),
})

export type StudyDefinition = z.infer<typeof studyDefinitionSchema>
export type Timepoint = z.infer<typeof timepointSchema>
export type ScoreReliability = z.infer<typeof reliabilitySchema>
export type BaselineRule = (typeof BASELINE_RULES)[number]
export type StudySafety = z.infer<typeof safetySchema>
export type ScoreRule = z.infer<typeof scoreRuleSchema>
export type StudyTexts = z.infer<typeof textsSchema>
export type Anchor = z.infer<typeof anchorSchema>
