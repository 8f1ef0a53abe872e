import type { Scale } from '../../../surveys/instrument/definition.ts'
import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { FhirReference } from './fhir-reference.ts'

/** What an observation needs of a stored score. */
export type ObservedScore = {
  readonly instrument: string
  readonly hash: string
  readonly algorithm: string
  readonly scale: string
} & (
  | {
      readonly kind: 'scored'
      /** A fraction such as `20/3`. */
      readonly exact: string
      readonly value: number
      readonly standardError: number | null
      readonly band: string | null
    }
  | { readonly kind: 'not-scorable'; readonly reason: string }
)

/**
 * One scale's score as a FHIR R4 Observation, derived from its response. A score that could not be computed is an
 * observation too, without a value and with the reason: it is never 0 and never absent.
 */
export function buildFhirObservation(
  scale: Scale,
  score: ObservedScore,
  facts: {
    readonly id: string
    readonly subject: FhirReference
    /** The assessment, where it is known. */
    readonly encounter?: FhirReference
    /** ISO 8601 instant. */
    readonly effective: string
    /** Made of answers that were never sent: whether it counts is for the study to say. */
    readonly isPreliminary?: boolean
    /** The id of the QuestionnaireResponse; left out of a score whose answers are not there. */
    readonly response?: string | undefined
  },
): object {
  const title = pickText(scale.title, 'en')
  const named = { system: 'urn:concord:scale', code: `${score.instrument}/${score.scale}`, display: title }
  const loinc = scale.loinc ? [{ system: 'http://loinc.org', code: scale.loinc }] : []
  return {
    resourceType: 'Observation',
    id: facts.id,
    status: facts.isPreliminary ? 'preliminary' : 'final',
    category: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }],
      },
    ],
    code: { coding: [...loinc, named], text: title },
    subject: facts.subject,
    ...(facts.encounter && { encounter: facts.encounter }),
    effectiveDateTime: facts.effective,
    ...(facts.response && { derivedFrom: [{ reference: `QuestionnaireResponse/${facts.response}` }] }),
    method: { text: `${score.instrument}, definition ${score.hash}, algorithm ${score.algorithm}` },
    ...(score.kind === 'scored' ? buildValue(scale, score) : buildAbsentReason(score.reason)),
  }
}

/** The mark of a band that is not established goes with it. */
function formatBand({ label, evidence = 'established' }: Scale['bands'][number]): string {
  const words = pickText(label, 'en')
  return evidence === 'established' ? words : `${words} (${evidence})`
}

function buildValue(scale: Scale, score: Extract<ObservedScore, { kind: 'scored' }>): object {
  const band = scale.bands.find(({ id }) => id === score.band)
  return {
    valueQuantity: { value: score.value, unit: scale.unit },
    referenceRange: [
      {
        low: { value: scale.range[0] },
        high: { value: scale.range[1] },
        type: { text: 'lowest and highest possible score' },
      },
    ],
    ...(band && { interpretation: [{ text: formatBand(band) }] }),
    ...(!Number.isInteger(score.value) && { note: [{ text: `exactly ${score.exact}` }] }),
    ...(score.standardError !== null && {
      component: [
        {
          code: { text: 'standard error' },
          valueQuantity: { value: score.standardError, unit: scale.unit },
        },
      ],
    }),
  }
}

function buildAbsentReason(reason: string): object {
  return {
    dataAbsentReason: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'not-performed' }],
      text: `not scorable: ${reason}`,
    },
  }
}
