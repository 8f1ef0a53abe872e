import { deviationSchema } from '../../../surveys/consensus/deviation.ts'
import { formatIso } from '../../platform/core/clock.ts'
import type { StoredPanel } from '../../records/consensus/panel.ts'
import { findRoundState } from '../../rules/consensus/panelist.ts'
import type { PanelDeps } from '../../workflows/consensus/change-panel.ts'
import { checkProtocol } from '../../workflows/consensus/draft-panel.ts'

type Deps = Pick<PanelDeps, 'clock'>

/** A panel in a list. */
export function formatPanelSummary({ clock }: Deps, panel: StoredPanel) {
  const now = formatIso(clock.now())
  const { id, state, revision, hash, changedAt, rounds, protocol } = panel
  return {
    ...{ id, state, revision, changedAt, title: pickTitle(protocol.title) },
    ...(hash !== undefined && { hash }),
    rounds: rounds.map((round) => ({
      ...{ id: round.id, opensAt: round.opensAt, closesAt: round.closesAt },
      state: findRoundState(round, now),
    })),
  }
}

/** A panel with its protocol, as every act on it answers. */
export function formatPanel(deps: Deps, panel: StoredPanel) {
  return {
    ...{ ...formatPanelSummary(deps, panel), protocol: panel.protocol },
    problems: [...checkProtocol(panel.protocol)],
    deviations: panel.deviations.map((deviation) => deviationSchema.parse(deviation)),
    ...(panel.adopted && { adopted: panel.adopted }),
  }
}

/** Of a draft, whatever stands there. */
function pickTitle(title: unknown): Record<string, string> {
  if (title === null || typeof title !== 'object') return {}
  return Object.fromEntries(
    Object.entries(title).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
