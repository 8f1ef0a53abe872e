import { shippedDefinitions } from '../../surveys/library/shipped.ts'
import { createDeploymentHandler } from '../platform/aws/deployment.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { readEnvironment } from '../platform/core/environment.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { createDefinitionStore } from '../records/library/definition.store.ts'
import { createStudyHeadStore } from '../records/library/study-head.store.ts'
import { PublishedOtherwiseError } from '../workflows/library/publish-definitions.ts'
import { seedLibrary } from '../workflows/library/seed-library.ts'
import { log } from './wire.ts'
import { dynamo } from './wire-dynamo.ts'

const env = readEnvironment('LIBRARY_TABLE', 'AUDIT_TABLE')
const place = { dynamo, table: env.LIBRARY_TABLE }
const deps = {
  ...{ clock, libraryTable: env.LIBRARY_TABLE },
  audit: createAuditStore({ dynamo, table: env.AUDIT_TABLE, clock }),
  definitions: createDefinitionStore(place),
  heads: createStudyHeadStore(place),
}

/** Called by each deployment, before the functions that read the library are changed. */
export const handler = createDeploymentHandler(
  log,
  () => seedLibrary(deps, shippedDefinitions),
  // Definitions are nobody's data: whoever deploys has to know which it is.
  (error) => (error instanceof PublishedOtherwiseError ? error.message : undefined),
)
