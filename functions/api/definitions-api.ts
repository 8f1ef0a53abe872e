import { MAX_RESPONDER_DEFINITION_BYTES } from '../../web/api/responder-definitions/responder-definition.ts'
import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import {
  createDefinitionDraftRoutes,
  type DefinitionDraftRouteDeps,
} from './responder-definitions/definition-draft.routes.ts'
import {
  createResponderDefinitionRoutes,
  type ResponderDefinitionRouteDeps,
} from './responder-definitions/responder-definition.routes.ts'

export type DefinitionsApiDeps = DefinitionDraftRouteDeps &
  ResponderDefinitionRouteDeps & { readonly tokens: TokenVerifier; readonly log: Log }

/** Responder definitions as they are written, tried on a study's data, published and used. */
export function createDefinitionsApi(deps: DefinitionsApiDeps) {
  return createApp<StaffEnv>({ ...deps, maximumBodyBytes: MAX_RESPONDER_DEFINITION_BYTES })
    .use(requireToken(deps.tokens))
    .route('/', createResponderDefinitionRoutes(deps))
    .route('/', createDefinitionDraftRoutes(deps))
}
