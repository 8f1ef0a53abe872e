import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { formatStackName } from '../../stacks/stack-names.ts'
import type { Check } from '../check.ts'
import { requireResource } from '../deployment.ts'
import { formatNames, reportFailed, reportOk, reportWarning } from '../finding.ts'
import { readHours, sum } from '../read-metric.ts'

/** A night, and what it may be late. */
const VERIFIED_WITHIN_HOURS = 26
const HOUR_MS = 3600_000

export const recordChecks: readonly Check[] = [
  {
    id: 'audit-verified',
    section: 'verify-the-audit-trail',
    actions: ['cloudwatch:GetMetricData'],
    async examine({ aws: { cloudWatch }, deployment: { service, stage }, now }) {
      const FunctionName = service.outputs.VerifyAuditFunction ?? ''
      const window = { statistic: 'Sum', hours: VERIFIED_WITHIN_HOURS, now } as const
      const count = async (namespace: string, name: string, dimensions?: Readonly<Record<string, string>>) =>
        sum(await readHours(cloudWatch, { ...window, namespace, name, ...(dimensions && { dimensions }) }))
      const [calls, errors, faults] = await Promise.all([
        count('AWS/Lambda', 'Invocations', { FunctionName }),
        count('AWS/Lambda', 'Errors', { FunctionName }),
        count(formatStackName('Concord', stage), 'AuditFault'),
      ])
      if (faults > 0)
        return reportFailed(
          'The nightly verification found a fault in the audit trail.',
          `Invoke ${FunctionName} by hand to see which, and run npm run audit -- verify.`,
        )
      const isNew = now.getTime() - service.createdAt.getTime() < VERIFIED_WITHIN_HOURS * HOUR_MS
      if (calls === 0 && isNew)
        return reportWarning('The audit trail has had no night yet.', 'Run the doctor again tomorrow.')
      if (calls === 0 || errors > 0)
        return reportFailed(
          calls === 0
            ? `The audit trail was not verified for ${VERIFIED_WITHIN_HOURS} hours.`
            : 'The nightly verification of the audit trail ended with an error.',
          `Search the log of ${FunctionName} for errorName, and invoke it by hand.`,
        )
      return reportOk(`The audit trail was verified within ${VERIFIED_WITHIN_HOURS} hours, without a fault.`)
    },
  },
  {
    id: 'administrators',
    section: 'staff-and-memberships',
    actions: ['dynamodb:GetItem', 'kms:Decrypt'],
    async examine({ aws: { dynamo }, deployment: { data, service }, studies }) {
      const TableName = requireResource(data, 'AWS::DynamoDB::GlobalTable', /^Members/)
      if (studies.length === 0)
        return reportFailed('This checkout ships no study.', 'Run the doctor from a whole checkout.')
      const counted = await Promise.all(
        studies.map(async (study) => {
          const Key = { pk: { S: `STUDY#${study}` }, sk: { S: 'ADMINISTRATORS' } }
          const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key }))
          return { study, count: Number(Item?.administrators?.N ?? 0) }
        }),
      )
      const without = counted.filter(({ count }) => count === 0).map(({ study }) => study)
      return without.length > 0
        ? reportFailed(
            `Nobody administers ${formatNames(without)}: nobody can be let in.`,
            `Grant the first membership with ${service.outputs.GrantMembershipFunction}.`,
          )
        : reportOk(`Somebody administers ${formatNames(studies)}.`)
    },
  },
]
