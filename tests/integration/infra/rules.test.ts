import { App, Stack } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { AwsSolutionsChecks } from 'cdk-nag'
import { expect, test } from 'vitest'
import { buildApp, dataResources, serviceResources } from './synthesized.ts'

test('the AwsSolutions rules find nothing that is not acknowledged', () => {
  const { app } = buildApp()
  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([])
})

test('there is something to find fault with', () => {
  expect(Object.keys(dataResources)).toHaveLength(33)
  expect(Object.keys(serviceResources).length).toBeGreaterThan(90)
})

test('the rules do find fault with a bare queue', () => {
  const app = new App()
  new Queue(new Stack(app, 'Bare'), 'Queue')
  const { violations } = new AwsSolutionsChecks(app).validateScope(app)
  expect(violations.map(({ ruleName }) => ruleName)).toContain('AwsSolutions-SQS4')
})
