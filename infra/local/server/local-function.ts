import { mkdirSync } from 'node:fs'
import type { FunctionResource } from '../cloudformation/resources.ts'
import { LocalFunction } from '../runtime/functions.ts'
import { redirectIssuer } from '../runtime/redirect-issuer.ts'

/**
 * Simulated hours pass in seconds: the numbers of this machine send at any rate, nothing waits for its turn, and a demo
 * coordinator enrolls whole clinics in a minute.
 */
const ANY_RATE = { TEXTS_PER_SECOND: '1000000', TEXT_SENDERS: '1', PERSON_REQUESTS_PER_MINUTE: '1000000' }

/** There is no Athena here: the same questions go to DuckDB, in the function itself. */
const OWN_ENGINE = { LAKE_ENGINE: 'duckdb' }

/** A function of the template on this machine. It signs by its own name, and is held to its role. */
export function createLocalFunction(
  resource: FunctionResource,
  issuer: string,
  { machineEnvironment, ...deps }: ConstructorParameters<typeof LocalFunction>[1],
): LocalFunction {
  const environment = { ...redirectIssuer(resource.environment, issuer), ...ANY_RATE, ...OWN_ENGINE }
  return new LocalFunction(
    { ...resource, environment },
    { ...deps, machineEnvironment: { ...machineEnvironment, AWS_ACCESS_KEY_ID: resource.id } },
  )
}

/**
 * Files that functions keep for a while are those of one stack, and go with its data.
 *
 * @param folder left out where nothing is kept: then they are where everybody's are
 */
export function placeTemporaryFiles(folder: string | undefined): { readonly TMPDIR?: string } {
  if (folder === undefined) return {}
  mkdirSync(folder, { recursive: true })
  return { TMPDIR: folder }
}
