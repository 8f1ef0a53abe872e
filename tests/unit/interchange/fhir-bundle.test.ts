import { describe, expect, test } from 'vitest'
import { buildFhirBundle } from '../../../functions/interchange/fhir/fhir-bundle.ts'
import {
  buildBattery,
  hashDefinitions,
  type QuestionnaireResponse,
} from '../../../functions/records/response/response.ts'
import { scoreBattery } from '../../../functions/records/score/score.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'

const library = openShippedLibrary()
const BATTERY = ['peg@1.0.0', 'sleep-quality@1.0.0']
const battery = buildBattery(BATTERY.flatMap((ref) => library.findInstrument(ref) ?? []))
const AT = '2026-03-02T15:00:00.000Z'

function buildResponse(participant: string, timepoint = 'baseline'): QuestionnaireResponse {
  return {
    ...{ study: 'ketamine-infusion-registry', site: 'harbor', participant, timepoint, state: 'submitted' },
    answers: { 'peg/pain': '7', 'peg/enjoyment': '6', 'peg/activity': '7', 'sleep-quality/quality': null },
    battery: BATTERY,
    definitionsHash: hashDefinitions(battery.instruments),
    ...{ claimed: {}, provenances: new Set(['self/web']) },
    ...{ startedAt: AT, savedAt: AT, submittedAt: AT },
  }
}
type Resource = { resourceType: string; id: string; derivedFrom?: { reference: string }[] }
type Bundle = { entry: { fullUrl: string; resource: Resource }[] }
function buildBundle(participant: string, timepoint?: string) {
  const response = buildResponse(participant, timepoint)
  const scores = scoreBattery(battery, response.answers)
  const { study, site } = response
  const sheet = { study, site, participant, timepoint: response.timepoint, answeredAt: AT, scores }
  return buildFhirBundle(library, response, sheet, 'https://concord.example/api/instruments') as Bundle
}

describe('every entry of a bundle', () => {
  const { entry } = buildBundle('harbor-7k3f9m2p')

  test('is there: a response to each instrument, and each score', () => {
    expect(entry.map(({ resource }) => resource.resourceType)).toEqual([
      ...['QuestionnaireResponse', 'Observation', 'Observation'],
      ...['QuestionnaireResponse', 'Observation'],
    ])
  })

  test('has a full URL of its own, which is an absolute URI and ends in the id of its resource', () => {
    const urls = entry.map(({ fullUrl }) => fullUrl)
    expect(new Set(urls).size).toBe(5)
    for (const { fullUrl, resource } of entry) {
      expect(fullUrl).toBe(`urn:concord:${resource.id}`)
      expect(URL.canParse(fullUrl)).toBe(true)
      expect(resource.id).toMatch(/^[0-9a-f]{32}$/)
    }
  })

  test('that is a score names the response that it was computed from', () => {
    const named = entry.flatMap(({ resource }) => resource.derivedFrom ?? [])
    expect(named).toHaveLength(3)
    const responses = entry.map(({ resource: { resourceType, id } }) => `${resourceType}/${id}`)
    for (const { reference } of named) expect(responses).toContain(reference)
  })
})

test('no two participants, and no two timepoints, share a full URL', () => {
  const bundles = [
    buildBundle('harbor-7k3f9m2p'),
    buildBundle('harbor-7k3f9m2q'),
    buildBundle('harbor-7k3f9m2p', 'week-4'),
  ]
  const urls = bundles.flatMap(({ entry }) => entry.map(({ fullUrl }) => fullUrl))
  expect(urls).toHaveLength(15)
  expect(new Set(urls).size).toBe(15)
})
