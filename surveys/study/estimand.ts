import * as z from 'zod/mini'
import { idSchema, localisedSchema } from '../instrument/vocabulary-schema.ts'

/*
 * What a rate is a rate of (ICH E9(R1)): whose outcome it is, at which endpoint, and what becomes of those to whom something
 * happened on the way. Data of the study, so that every number can say it in words.
 */

/** Whose outcome it is. */
export const POPULATIONS = [
  /** Everybody who was enrolled. */
  'enrolled',
  /** Everybody who was allocated to an arm, treated or not: intention to treat. */
  'allocated',
  /** Everybody who was treated at least once. */
  'treated',
  /** Everybody with a baseline and at least one answered follow-up. Chosen by what came after treatment: not a primary population. */
  'assessed',
] as const
export type Population = (typeof POPULATIONS)[number]

/** What can happen between the start of treatment and the endpoint, and change what the outcome means or whether it exists. */
export const INTERCURRENT_EVENTS = [
  'death',
  'withdrawal-no-benefit',
  'withdrawal-side-effects',
  /** Own wish, burden, moved, the clinic's decision, or no reason on record. */
  'withdrawal-other',
  'lost-to-follow-up',
  'rescue-treatment',
  'concomitant-treatment',
  'stopped-no-benefit',
  'stopped-side-effects',
  /** A treatment given after the first course was over. */
  'further-course',
] as const
export type IntercurrentEventKind = (typeof INTERCURRENT_EVENTS)[number]

/** What an event does to the outcome. */
export const STRATEGIES = [
  /** The event itself is a failure: not met, whatever is answered. */
  'composite-not-met',
  /** The event changes nothing: what is answered counts, and what is not answered is missing. */
  'treatment-policy',
  /** The last answers before the event count in place of those at the endpoint. */
  'while-on-treatment',
  /** As if it had not happened: answers after it are set aside and imputed. */
  'hypothetical',
] as const
export type Strategy = (typeof STRATEGIES)[number]

/** How the outcomes of participants are summed up. */
export const SUMMARY_MEASURES = ['proportion'] as const

const strategySchema = z.enum(STRATEGIES)

/** A strategy for every event, so that none is left to the reader. */
export const estimandSchema = z.strictObject({
  id: idSchema,
  title: localisedSchema,
  population: z.enum(POPULATIONS),
  events: z.record(z.enum(INTERCURRENT_EVENTS), strategySchema),
  summary: z._default(z.enum(SUMMARY_MEASURES), 'proportion'),
})
export type Estimand = z.infer<typeof estimandSchema>

/** One definition at one timepoint under one estimand. */
export const endpointSchema = z.strictObject({
  definition: idSchema,
  timepoint: z
    .string()
    .check(
      z.regex(/^[a-z0-9-]{1,64}(\.\d{1,2})?$/, 'a timepoint such as week-4, or an occurrence such as week.2'),
    ),
  estimand: idSchema,
})
export type Endpoint = z.infer<typeof endpointSchema>

/**
 * What the study set out to show: one primary endpoint, and those that are named secondary. Everything else is exploratory.
 */
export const endpointsSchema = z.strictObject({
  primary: endpointSchema,
  secondary: z._default(z.array(endpointSchema).check(z.maxLength(40)), []),
  /** How p values of the secondary endpoints are adjusted among themselves. */
  adjustment: z._default(z.enum(['none', 'holm']), 'none'),
})
export type Endpoints = z.infer<typeof endpointsSchema>

/** In force where a study declares none: dropping out for lack of benefit is a failure, and no one leaves the denominator. */
export const DEFAULT_EVENTS: Estimand['events'] = {
  death: 'composite-not-met',
  'withdrawal-no-benefit': 'composite-not-met',
  'withdrawal-side-effects': 'composite-not-met',
  'withdrawal-other': 'treatment-policy',
  'lost-to-follow-up': 'treatment-policy',
  'rescue-treatment': 'composite-not-met',
  'concomitant-treatment': 'treatment-policy',
  'stopped-no-benefit': 'composite-not-met',
  'stopped-side-effects': 'composite-not-met',
  'further-course': 'treatment-policy',
}

type StudyEstimands = {
  readonly estimands: readonly Estimand[]
  readonly treatments: readonly unknown[]
  readonly arms: readonly unknown[]
}

/**
 * The estimands of a study, the one to use first in front. One that declares none has one all the same: everybody allocated
 * where there are arms, everybody treated where there are treatments, everybody enrolled otherwise.
 */
export function listEstimands({
  estimands,
  treatments,
  arms,
}: StudyEstimands): readonly [Estimand, ...Estimand[]] {
  const [first, ...others] = estimands
  if (first) return [first, ...others]
  const population = arms.length > 0 ? 'allocated' : treatments.length > 0 ? 'treated' : 'enrolled'
  return [
    {
      id: `all-${population}`,
      title: DEFAULT_TITLES[population],
      population,
      events: DEFAULT_EVENTS,
      summary: 'proportion',
    },
  ]
}

const DEFAULT_TITLES = {
  allocated: { en: 'Everybody allocated', es: 'Todas las personas asignadas' },
  treated: { en: 'Everybody treated', es: 'Todas las personas tratadas' },
  enrolled: { en: 'Everybody enrolled', es: 'Todas las personas inscritas' },
} as const

/** What an endpoint is to the study. */
export type EndpointRole = 'primary' | 'secondary' | 'exploratory'

export function findEndpointRole(endpoints: Endpoints | undefined, asked: Endpoint): EndpointRole {
  const isAsked = (one: Endpoint) =>
    one.definition === asked.definition &&
    one.timepoint === asked.timepoint &&
    one.estimand === asked.estimand
  if (endpoints === undefined) return 'exploratory'
  if (isAsked(endpoints.primary)) return 'primary'
  return endpoints.secondary.some(isAsked) ? 'secondary' : 'exploratory'
}
