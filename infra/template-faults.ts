import { type App, CloudFormationValidatePlugin } from 'aws-cdk-lib'

/** What CloudFormation’s validator has against a template. */
export interface TemplateFault {
  readonly severity: 'error' | 'warning'
  /** Of the validator, such as `E3002`. */
  readonly rule: string
  readonly description: string
  /** Stack and logical ID of each resource, or the stack alone where the fault is not in a resource. */
  readonly places: readonly string[]
}

/**
 * Synthesizes an app and asks the validator that ships with the CDK about each template: resource types, properties,
 * values, references and limits. It reads the templates as CloudFormation does at a deployment, with no account and no
 * network. The CDK itself reports its errors as warnings, and a synthesis succeeds with them.
 *
 * @returns every error and every warning; empty when there is none
 */
export function findTemplateFaults(app: App): TemplateFault[] {
  const { stacks } = app.synth()
  const { violations } = new CloudFormationValidatePlugin().validate({
    templatePaths: stacks.map(({ templateFullPath }) => templateFullPath),
    stackTemplates: stacks.map((stack) => ({
      stackConstructPath: stack.hierarchicalId,
      templatePath: stack.templateFullPath,
      accountId: undefined,
      region: stack.environment.region,
    })),
    appConstruct: app,
  })
  return violations.flatMap(({ severity, ruleName, description, violatingResources }) => {
    if (severity !== 'error' && severity !== 'warning') return []
    const places = violatingResources.map(({ templatePath, resourceLogicalId }) => {
      const stack = stacks.find(({ templateFullPath }) => templateFullPath === templatePath)?.stackName ?? ''
      return resourceLogicalId === undefined ? stack : `${stack}/${resourceLogicalId}`
    })
    return [{ severity, rule: ruleName, description, places }]
  })
}
