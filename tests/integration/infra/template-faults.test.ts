import { App, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib'
import { expect, test } from 'vitest'
import { findTemplateFaults } from '../../../infra/template-faults.ts'
import { buildApp } from './synthesized.ts'

test('a property that a resource does not have, a value of another type and an unused parameter are found', () => {
  const app = new App()
  const stack = new Stack(app, 'Faulty')
  new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic', properties: { Colour: 'blue' } })
  new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue', properties: { VisibilityTimeout: 'soon' } })
  new CfnParameter(stack, 'Unused')
  const faults = findTemplateFaults(app).map(({ severity, places }) => `${severity} ${places}`)
  expect(faults.sort()).toEqual(['error Faulty/Queue', 'error Faulty/Topic', 'warning Faulty'])
})

test('the stacks have no error and no warning', () => {
  expect(findTemplateFaults(buildApp().app)).toEqual([])
})
