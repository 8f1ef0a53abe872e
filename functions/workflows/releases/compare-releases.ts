import type { ResponderRateReply } from '../../../web/api/analyses/responder-rate.ts'
import type { ReleaseHeader } from '../../../web/api/releases/release.ts'
import type { ReleaseComparison } from '../../../web/api/releases/releases.ts'
import { listEarlierRates, parseDefinitionId } from '../../analysis/release/shown-before.ts'
import type { Release } from './read-release.ts'

/** Two releases of a study: what they were made of, and the primary rate of each endpoint that both hold. */
export function compareReleases(first: Release, second: Release): ReleaseComparison {
  const [one, other] = [first.header, second.header]
  return {
    ...{ first: one, second: other },
    changed: {
      data: one.dataSha256 !== other.dataSha256,
      program: one.program !== other.program,
      study: one.studyHash !== other.studyHash,
      definitions: listChangedDefinitions(one, other),
    },
    rates: first.content.responderRates.flatMap((rate) => {
      const { definition, timepoint, estimand } = rate
      const asked = { definition, timepoint, estimand: estimand.id }
      return listEarlierRates([second.content], asked).map((match) => ({
        ...{ ...asked, definition: parseDefinitionId(definition) },
        ...{ first: pickRate(rate), second: pickRate(match) },
      }))
    }),
  }
}

function pickRate({ rates: { primary }, noRate }: ResponderRateReply) {
  return { rate: primary?.rate ?? null, interval: primary?.interval ?? null, noRate }
}

function listChangedDefinitions(one: ReleaseHeader, other: ReleaseHeader): readonly string[] {
  const hashes = [one, other].map(
    ({ definitions }) =>
      new Map(definitions.map(({ definition, hash }) => [parseDefinitionId(definition), hash])),
  )
  const ids = new Set(hashes.flatMap((of) => [...of.keys()]))
  return [...ids].filter((id) => hashes[0]?.get(id) !== hashes[1]?.get(id))
}
