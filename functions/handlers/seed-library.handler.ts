import { shippedDefinitions } from '../../surveys/library/shipped.ts'
import { createDeploymentHandler } from '../platform/aws/deployment.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { PublishedOtherwiseError } from '../workflows/library/publish-definitions.ts'
import { seedLibrary } from '../workflows/library/seed-library.ts'
import { log } from './wire.ts'
import { wirePublishing } from './wire-office.ts'

const env = readEnvironment('LIBRARY_TABLE', 'AUDIT_TABLE')
const deps = wirePublishing(env)

/** Called by each deployment, before the functions that read the library are changed. */
export const handler = createDeploymentHandler(
  log,
  () => seedLibrary(deps, shippedDefinitions),
  // Definitions are nobody's data: whoever deploys has to know which it is.
  (error) => (error instanceof PublishedOtherwiseError ? error.message : undefined),
)
