import { exportRatings, getCandidates, getRoundResults, getThresholds } from './panel-results.ts'
import {
  adoptContract,
  listProposals,
  listReasons,
  mergeProposalsContract,
  moderateReasonContract,
} from './panel-work.ts'
import { invitePanelistContract, listPanelists, removePanelistContract } from './panelists.ts'
import {
  closeRoundContract,
  createPanelContract,
  extendRoundContract,
  getPanel,
  getProgress,
  listPanels,
  lockPanelContract,
  openRoundContract,
  savePanelContract,
} from './panels.ts'

/** Every route of consensus panels, in the order in which a panel is held. */
export const panelContracts = [
  listPanels,
  createPanelContract,
  getPanel,
  savePanelContract,
  lockPanelContract,
  openRoundContract,
  extendRoundContract,
  closeRoundContract,
  getProgress,
  getRoundResults,
  exportRatings,
  listProposals,
  mergeProposalsContract,
  listReasons,
  moderateReasonContract,
  getThresholds,
  getCandidates,
  adoptContract,
  listPanelists,
  invitePanelistContract,
  removePanelistContract,
] as const
