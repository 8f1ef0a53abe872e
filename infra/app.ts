import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { buildConcord } from './stacks/concord.ts'
import { readSettings, SYNTHESIS_CONTEXT } from './stacks/settings.ts'

const app = new App({ context: SYNTHESIS_CONTEXT })
buildConcord(app, readSettings(app.node))
// A finding that is neither mended nor acknowledged with its reason stops the synthesis, and so the deployment.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
