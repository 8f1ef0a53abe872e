import { Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { FIXTURES } from '../../bench/fixtures.ts'
import { buildApp, ofType, type Resource, type Resources } from './synthesized.ts'

const { data, service, operations, edge } = buildApp({
  domain: { name: 'surveys.example.org', hostedZoneId: 'Z0123456789ABC' },
})
const resources: Resources[] = [data, service, operations, ...(edge ? [edge] : [])].map(
  (stack) => Template.fromStack(stack).toJSON().Resources,
)
const list = (type: string): Resource[] =>
  resources.flatMap((some) => ofType(some, type).map(([, resource]) => resource))

/** One of a sum or a share is charged by each metric that it looks at. */
function countMetrics({ Properties }: Resource): number {
  const metrics = (Properties.Metrics ?? []) as { readonly MetricStat?: unknown }[]
  return Math.max(metrics.filter(({ MetricStat }) => MetricStat !== undefined).length, 1)
}

test('what a deployment has once, and pays for each month, is what the guide counts', () => {
  expect(FIXTURES).toEqual({
    alarms: list('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + countMetrics(alarm), 0),
    keys: list('AWS::KMS::Key').length,
    secrets: list('AWS::SecretsManager::Secret').length,
    firewallRules: list('AWS::WAFv2::WebACL').flatMap(({ Properties }) => Properties.Rules as unknown[])
      .length,
  })
})
