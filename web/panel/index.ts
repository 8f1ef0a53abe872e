export { PanelDonePage, PanelLeavePage, PanelProblemPage } from './closing-pages.tsx'
export { MAX_REASON, PanelItemPage } from './item-page.tsx'
export { PanelOverviewPage } from './overview-page.tsx'
export { panelContentSecurityPolicy } from './page.tsx'
export { buildPanelPaths } from './paths.ts'
export { MAX_PROPOSAL } from './proposals.tsx'
export { type GivenStatements, MAX_CONFLICT_TEXT, PanelStatementsPage } from './statements-page.tsx'
export type {
  DoneView,
  FeedbackView,
  FinalVoteItem,
  ItemView,
  Judgement,
  OverviewView,
  PanelView,
  ProfileItem,
  RatingItem,
  StatementsView,
  TradeOffItem,
  WelcomeView,
} from './view.ts'
export { PanelWelcomePage } from './welcome-page.tsx'
