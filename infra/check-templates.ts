/** `npm run check`: lists every error and warning of CloudFormation’s validator in the templates. */
import { enableCompileCache } from 'node:module'
import './node-version.js'

enableCompileCache()
// This asks the validator itself: the CDK would only warn, and ask it twice.
process.env.CDK_VALIDATION = 'false'
const { App, Stack } = await import('aws-cdk-lib')
const { buildConcord } = await import('./stacks/concord.ts')
const { readSettings, SYNTHESIS_CONTEXT } = await import('./stacks/settings.ts')
const { findTemplateFaults } = await import('./template-faults.ts')

// As a trial, and as a clinic has it: with a name of its own, in a region that is not CloudFront's.
const DEPLOYMENTS = [
  {},
  {
    region: 'eu-central-1',
    domainName: 'surveys.example.org',
    hostedZoneId: 'Z0123456789ABC',
    stage: 'staging',
    backupRegion: 'eu-west-1',
  },
]

const apps = DEPLOYMENTS.map((context) => {
  // Bundles are left out: a template names only their hashes.
  const app = new App({ context: { ...SYNTHESIS_CONTEXT, ...context, 'aws:cdk:bundling-stacks': [] } })
  buildConcord(app, readSettings(app.node))
  return app
})
const faults = apps.flatMap(findTemplateFaults)
for (const { severity, rule, description, places } of faults)
  console.error(`${severity} ${rule}: ${description}\n  ${places.join('\n  ')}`)
console.log(
  `${apps.flatMap(({ node }) => node.children.filter(Stack.isStack)).length} templates, ${faults.length} faults`,
)
process.exitCode = faults.length > 0 ? 1 : 0
