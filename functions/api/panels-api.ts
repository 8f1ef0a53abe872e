import { MAX_PROTOCOL_BYTES } from '../../web/api/consensus/panels.ts'
import type { Log } from '../platform/core/log.ts'
import { createApp } from '../platform/http/app.ts'
import type { TokenVerifier } from '../platform/http/tokens.ts'
import { requireToken, type StaffEnv } from '../workflows/access/staff-access.ts'
import { createPanelRoutes } from './consensus/panel.routes.ts'
import { createPanelResultRoutes } from './consensus/panel-results.routes.ts'
import { createPanelWorkRoutes, type PanelWorkRouteDeps } from './consensus/panel-work.routes.ts'
import { createPanelistRoutes, type PanelistRouteDeps } from './consensus/panelist.routes.ts'

type Access = { readonly tokens: TokenVerifier; readonly log: Log }

/** Consensus panels: protocols, rounds, and what they gave. It reaches no name of a panelist. */
export function createPanelsApi(deps: PanelWorkRouteDeps & Access) {
  return createApp<StaffEnv>({ ...deps, maximumBodyBytes: MAX_PROTOCOL_BYTES })
    .use(requireToken(deps.tokens))
    .route('/', createPanelRoutes(deps))
    .route('/', createPanelResultRoutes(deps))
    .route('/', createPanelWorkRoutes(deps))
}

/** The people on panels, with names and addresses. It reaches no vote. */
export function createPanelistsApi(deps: PanelistRouteDeps & Access) {
  return createApp<StaffEnv>(deps).use(requireToken(deps.tokens)).route('/', createPanelistRoutes(deps))
}
