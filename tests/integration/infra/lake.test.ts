import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { FACT_TABLES } from '../../../functions/interchange/facts/fact-tables.ts'
import { formatPartition } from '../../../functions/workflows/lake/fact-partitions.ts'
import { buildApp, ofType, type Resources, serviceResources } from './synthesized.ts'

interface TableInput {
  readonly Name: string
  readonly Parameters: Record<string, unknown>
  readonly PartitionKeys: readonly { Name: string; Type: string }[]
  readonly StorageDescriptor: {
    readonly Columns: readonly { Name: string; Type: string }[]
    readonly Location: unknown
  }
}

const TYPES = { VARCHAR: 'string', BIGINT: 'bigint', INTEGER: 'int', BOOLEAN: 'boolean' } as const
const tables = ofType(serviceResources, 'AWS::Glue::Table').map(
  ([, { Properties }]) => Properties.TableInput as TableInput,
)
/** A value of the template with the name of the bucket put in. */
const format = (value: unknown): string => {
  const parts = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']?.[1]
  return parts?.map((part) => (typeof part === 'string' ? part : 'bucket')).join('') ?? String(value)
}
const workGroups = ofType(serviceResources, 'AWS::Athena::WorkGroup').map(([, { Properties }]) => Properties)

describe('Athena', () => {
  test('finds every table of facts with its columns in their order, and no other', () => {
    const found = tables.map(({ Name, StorageDescriptor }) => [Name, StorageDescriptor.Columns])
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(
        Object.values(FACT_TABLES).map(({ name, columns }) => [
          name,
          columns.map((column) => ({ Name: column.name, Type: TYPES[column.type] })),
        ]),
      ),
    )
  })

  test.each(Object.values(FACT_TABLES))('looks for $name where its files are written', (table) => {
    const found = tables.find(({ Name }) => Name === table.name)
    const template = format(found?.Parameters['storage.location.template'])
    const place = { study: 'pain', site: 'harbor', month: '2026-11' }
    const written = template.replace(/\$\{(\w+)\}/g, (_, name: keyof typeof place) => place[name])
    expect(`${written}/`).toBe(`s3://bucket/${formatPartition(table, place, place.month)}`)
    expect(format(found?.StorageDescriptor.Location)).toBe(`s3://bucket/${table.folder}/`)
  })

  test('takes study and clinic from the question, and months from a list that has what was so since ever', () => {
    for (const { Parameters, PartitionKeys } of tables) {
      expect(PartitionKeys.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
        ...['study string', 'site string', 'month string'],
      ])
      expect(Parameters).toMatchObject({
        ...{ 'projection.enabled': 'true', 'projection.month.type': 'enum' },
        ...{ 'projection.study.type': 'injected', 'projection.site.type': 'injected' },
      })
      const months = String(Parameters['projection.month.values']).split(',')
      expect(months.slice(0, 3)).toEqual(['0000-00', '2024-01', '2024-02'])
      expect(months).toEqual([...new Set(months)].sort())
      const inTwoYears = new Date(Date.now() + 730 * 24 * 3600_000).toISOString().slice(0, 7)
      expect(months).toContain(inTwoYears)
    }
  })

  test('scans 100 GB at most, and keeps answers encrypted where nobody who asks chooses', () => {
    expect(workGroups).toMatchObject([
      {
        Name: 'concord',
        WorkGroupConfiguration: {
          ...{ EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 107_374_182_400 },
          ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
        },
      },
    ])
    expect(JSON.stringify(workGroups)).toMatch(/LakeFilesBucket.*\/answers\//)
  })

  test('of another stage has a workgroup and a database of its own', () => {
    const resources: Resources = Template.fromStack(buildApp({ stage: 'staging' }).service).toJSON().Resources
    const [[, group] = []] = ofType(resources, 'AWS::Athena::WorkGroup')
    const [[, database] = []] = ofType(resources, 'AWS::Glue::Database')
    expect(group?.Properties.Name).toBe('concord-staging')
    expect(database?.Properties.DatabaseInput).toMatchObject({ Name: 'concord_staging' })
  })
})

test('what changes in the study table goes to the lake: tried again a number of times, one by one where it must, and then passed over with a trace', () => {
  const mappings = ofType(serviceResources, 'AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) =>
    JSON.stringify(Properties.FunctionName).includes('AppendFacts'),
  )
  expect(mappings.map(([, { Properties }]) => Properties)).toMatchObject([
    {
      ...{ BatchSize: 1_000, MaximumBatchingWindowInSeconds: 60, StartingPosition: 'TRIM_HORIZON' },
      ...{ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 10 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^LakeNotAppended/), 'Arn'] } },
      },
    },
  ])
})
