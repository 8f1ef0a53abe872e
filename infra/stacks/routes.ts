/* Routes of the HTTP API, each `METHOD /path`, by the function that answers them. The most specific one wins. */

/** Of ServeReadings: what is computed and read from a study. An export leaves an audit entry, and nothing else is written. */
export const READING_ROUTES = [
  'GET /api/studies/{study}/analyses/{proxy+}',
  'GET /api/studies/{study}/cohort',
  'GET /api/studies/{study}/responses',
  'GET /api/studies/{study}/exports/tidy',
  'GET /api/studies/{study}/participants/{participant}/scores',
  'GET /api/studies/{study}/participants/{participant}/trajectory',
  'GET /api/studies/{study}/participants/{participant}/responses/{timepoint}/fhir',
] as const

/** Of ServeMembers: signing in to the console, who may do what in a study, and invitations to one. */
export const MEMBER_ROUTES = [
  'ANY /api/studies/{study}/members',
  'ANY /api/studies/{study}/members/{proxy+}',
  'ANY /api/studies/{study}/member-invitations',
  'ANY /api/studies/{study}/member-invitations/{proxy+}',
  'GET /api/organisations',
  'ANY /api/organisations/{proxy+}',
  'ANY /console/organisations/{proxy+}',
  'GET /console/sign-in',
  'GET /console/callback',
  'POST /console/sign-out',
  'GET /console/signed-out',
  'ANY /console/invitations/{proxy+}',
  'GET /console/studies/{study}/access-list',
  'ANY /console/studies/{study}/grant-membership',
  'ANY /console/studies/{study}/members',
  'ANY /console/studies/{study}/members/{proxy+}',
  'ANY /console/studies/{study}/member-invitations',
  'ANY /console/studies/{study}/member-invitations/{proxy+}',
] as const

/** Of ServeStudyOffice: studies as they are written and published. */
export const OFFICE_ROUTES = [
  'POST /console/organisations/{organisation}/studies',
  'POST /api/studies',
  'POST /api/instruments',
  'POST /api/instruments/{id}/{version}/retirement',
  'GET /api/studies/{study}/versions',
  'ANY /api/studies/{study}/draft',
  'POST /api/studies/{study}/draft/{step}',
  'ANY /console/studies/{study}/office',
  'ANY /console/studies/{study}/office/{proxy+}',
] as const

/** Of ServeDefinitions: responder definitions as they are written, tried on a study's data, published and used. */
export const DEFINITION_ROUTES = [
  'ANY /api/studies/{study}/responder-definitions',
  'ANY /api/studies/{study}/responder-definitions/{proxy+}',
  'GET /api/studies/{study}/definition-drafts',
  'ANY /api/studies/{study}/definition-drafts/{proxy+}',
  'ANY /console/studies/{study}/definitions',
  'ANY /console/studies/{study}/definitions/{proxy+}',
  'ANY /console/studies/{study}/definition-drafts/{proxy+}',
] as const

/** Of ServePanels: consensus panels, their rounds and results, without names of panelists. */
export const PANEL_ROUTES = [
  'ANY /api/studies/{study}/panels',
  'ANY /api/studies/{study}/panels/{panel}',
  'ANY /api/studies/{study}/panels/{panel}/{proxy+}',
] as const

/** Of ServePanelists: the people on panels, without votes. */
export const PANELIST_ROUTES = [
  'ANY /api/studies/{study}/panels/{panel}/panelists',
  'ANY /api/studies/{study}/panels/{panel}/panelists/{proxy+}',
] as const

/** Of ServeVersions: what a version does to participants, and which version each site follows. */
export const VERSION_ROUTES = [
  'GET /api/studies/{study}/version-effects',
  'GET /api/studies/{study}/rollouts',
  'POST /api/studies/{study}/sites/{site}/rollout/{step}',
  'ANY /console/studies/{study}/versions',
  'ANY /console/studies/{study}/versions/{proxy+}',
] as const

/** Of ServeReleases: what a study has released, and the only forms that make a release. */
export const RELEASE_ROUTES = [
  'ANY /api/studies/{study}/releases',
  'GET /api/studies/{study}/releases/{proxy+}',
  'POST /console/studies/{study}/releases',
] as const

/** Of ServeReports: subscriptions of reports, what was made of them, where their mails lead, and exports in the background. */
export const REPORT_ROUTES = [
  'ANY /api/studies/{study}/report-subscriptions',
  'ANY /api/studies/{study}/report-subscriptions/{proxy+}',
  'GET /api/studies/{study}/report-runs',
  'ANY /api/studies/{study}/report-runs/{proxy+}',
  'ANY /console/studies/{study}/reports',
  'ANY /console/studies/{study}/reports/{proxy+}',
  'GET /console/reports/{proxy+}',
  'ANY /api/studies/{study}/export-runs',
  'ANY /api/studies/{study}/export-runs/{proxy+}',
  'ANY /api/fhir/{proxy+}',
  'ANY /console/studies/{study}/export-runs',
  'ANY /console/studies/{study}/export-runs/{proxy+}',
] as const

/** Of ServeWorklist: all that needs a name or a number, or acts on what is due. */
export const WORKLIST_ROUTES = [
  'GET /api/studies/{study}/worklist',
  'GET /api/studies/{study}/alerts',
  'ANY /api/studies/{study}/on-call',
  'ANY /api/studies/{study}/sites/{site}/on-call',
  'ANY /api/studies/{study}/participants/{participant}/contact-log',
  'ANY /api/studies/{study}/participants/{participant}/contact',
  'GET /api/studies/{study}/participants/{participant}/texts',
  'ANY /api/studies/{study}/participants/{participant}/erasure',
  'POST /api/studies/{study}/participants/{participant}/erasure/{step}',
  'GET /api/studies/{study}/participants/{participant}/history',
  'POST /api/studies/{study}/participants/{participant}/messages/{message}/{step}',
  'POST /api/studies/{study}/participants/{participant}/alerts/{alert}/{step}',
  'POST /api/studies/{study}/participants/{participant}/assessments/{timepoint}/interview',
  'GET /console/studies/{study}/worklist',
  'ANY /console/studies/{study}/on-call',
  'ANY /console/studies/{study}/sites/{site}/on-call',
  'POST /console/studies/{study}/worklist/{participant}/{step}',
  'ANY /console/studies/{study}/enrol',
  'ANY /console/studies/{study}/find',
  'ANY /console/studies/{study}/participants/{participant}/contact',
  'ANY /console/studies/{study}/participants/{participant}/treatment',
  'GET /console/studies/{study}/participants/{participant}/treatments/{kind}/{givenAt}',
  'POST /console/studies/{study}/participants/{participant}/treatments/{kind}/{givenAt}/{step}',
  'ANY /console/studies/{study}/participants/{participant}/attributes',
  'POST /console/studies/{study}/participants/{participant}/arm',
  'ANY /console/studies/{study}/participants/{participant}/event',
  'ANY /console/studies/{study}/participants/{participant}/events/{event}',
  'GET /console/studies/{study}/participants/{participant}/history',
  'POST /api/studies/{study}/participants/{participant}/assessments/{timepoint}/late-answers',
  'POST /console/studies/{study}/participants/{participant}/assessments/{timepoint}/late-answers',
  'POST /console/studies/{study}/participants/{participant}/assessments/{timepoint}/reason',
] as const

/** Of ServeApiReference: documentation. */
export const REFERENCE_ROUTES = [
  'GET /.well-known/oauth-protected-resource',
  'GET /openapi.json',
  'GET /docs',
  'GET /docs/{document}',
  'GET /problems/{code}',
] as const

/** Of ServeInstruments: the public pages of questionnaires. */
export const INSTRUMENT_ROUTES = [
  'GET /instruments',
  'GET /instruments/{id}',
  'GET /instruments/{id}/{version}',
  'POST /instruments/{id}/{version}',
] as const
