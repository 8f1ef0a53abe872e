import { formatRef } from '../instrument/vocabulary.ts'
import { type PublishedResponderDefinition, publishedResponderDefinitionSchema } from './definition.ts'
import depressionResponse from './definitions/depression-response-1.0.0.json' with { type: 'json' }
import fourDomainCandidate from './definitions/four-domain-candidate-1.0.0.json' with { type: 'json' }
import halfSdOnFourOfFive from './definitions/half-sd-on-four-of-five-1.0.0.json' with { type: 'json' }
import ketamineGuidelineCandidate from './definitions/ketamine-guideline-candidate-1.0.0.json' with {
  type: 'json',
}
import ketamineGuidelineCandidate200 from './definitions/ketamine-guideline-candidate-2.0.0.json' with {
  type: 'json',
}
import muchImproved from './definitions/much-improved-1.0.0.json' with { type: 'json' }
import omeractOarsi from './definitions/omeract-oarsi-1.0.0.json' with { type: 'json' }
import omeractOarsi200 from './definitions/omeract-oarsi-2.0.0.json' with { type: 'json' }
import ownGoalReached from './definitions/own-goal-reached-1.0.0.json' with { type: 'json' }
import painRelief30 from './definitions/pain-relief-30-1.0.0.json' with { type: 'json' }
import painRelief50 from './definitions/pain-relief-50-1.0.0.json' with { type: 'json' }
import phq9Remission100 from './definitions/phq-9-remission-1.0.0.json' with { type: 'json' }
import phq9Remission200 from './definitions/phq-9-remission-2.0.0.json' with { type: 'json' }

/** Responder definitions that a study can name, as their files say them. */
export const shippedResponderDefinitions: readonly unknown[] = [
  depressionResponse,
  fourDomainCandidate,
  halfSdOnFourOfFive,
  ketamineGuidelineCandidate,
  ketamineGuidelineCandidate200,
  muchImproved,
  omeractOarsi,
  omeractOarsi200,
  ownGoalReached,
  painRelief30,
  painRelief50,
  phq9Remission100,
  phq9Remission200,
]

/** One of them by `id@version`. */
export function findShippedResponderDefinition(ref: string): PublishedResponderDefinition | undefined {
  byRef ??= new Map(
    shippedResponderDefinitions
      .map((file) => publishedResponderDefinitionSchema.parse(file))
      .map((definition) => [formatRef(definition), definition]),
  )
  return byRef.get(ref)
}

let byRef: ReadonlyMap<string, PublishedResponderDefinition> | undefined
