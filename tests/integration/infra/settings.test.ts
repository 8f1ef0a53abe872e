import { RootConstruct } from 'constructs'
import { describe, expect, test } from 'vitest'
import { planTextSenders } from '../../../infra/constructs/text-senders.ts'
import { refuseNode } from '../../../infra/node-version.js'
import { readSettings } from '../../../infra/stacks/settings.ts'

const read = (context: Record<string, unknown>) => {
  const { node } = new RootConstruct()
  for (const [key, value] of Object.entries(context)) node.setContext(key, value)
  return readSettings(node)
}

describe('the operator’s settings', () => {
  test.each([
    [{ domainName: 'https://surveys.example.org', hostedZoneId: 'Z0123456789ABC' }, 'domainName'],
    [{ domainName: 'localhost', hostedZoneId: 'Z0123456789ABC' }, 'domainName'],
    [{ hostedZoneId: 'Z0123456789ABC' }, 'domainName'],
    [{ domainName: 'surveys.example.org' }, 'hostedZoneId'],
    [{ domainName: 'surveys.example.org', hostedZoneId: 'example.org' }, 'hostedZoneId'],
  ])('refuse %j', (context, setting) => {
    expect(() => read(context)).toThrow(setting)
  })

  test.each(['0', '-5', 'a lot', '1e9', '12.345'])('refuse %s as an amount of dollars', (amount) => {
    expect(() => read({ monthlyTextSpend: amount })).toThrow('monthlyTextSpend')
    expect(() => read({ monthlyBudget: amount })).toThrow('monthlyBudget')
  })

  test.each(['0', '1.5', 'two years', '36501'])('refuse %s as days of the archive', (auditRetentionDays) => {
    expect(() => read({ auditRetentionDays })).toThrow('auditRetentionDays')
  })

  test.each([
    [{ backupRegion: 'us-east-1', region: 'us-east-1' }, 'backupRegion'],
    [{ backupRegion: 'elsewhere' }, 'backupRegion'],
    [{ backupRetentionDays: '35' }, 'backupRegion'],
    [{ backupRegion: 'us-west-2', backupRetentionDays: '6' }, 'backupRetentionDays'],
    [{ backupRegion: 'us-west-2', backupRetentionDays: '3651' }, 'backupRetentionDays'],
  ])('refuse backups by %j', (context, setting) => {
    expect(() => read(context)).toThrow(setting)
  })

  test('keep backups for 35 days, as point-in-time recovery does', () => {
    expect(read({})).toMatchObject({ backup: undefined })
    expect(read({ backupRegion: 'us-west-2' })).toMatchObject({ backup: { region: 'us-west-2', days: 35 } })
  })

  test.each(['0', '0.05', '201', '-1', '1.25', 'fast'])('refuse %s as texts per second', (textsPerSecond) => {
    expect(() => read({ textsPerSecond })).toThrow('textsPerSecond')
  })

  test.each([
    // 2 senders at the least; 40 of the minute of a sender are for its pauses.
    [0.1, { atOnce: 2, batchSize: 1 }],
    [1, { atOnce: 2, batchSize: 10 }],
    [100, { atOnce: 25, batchSize: 10 }],
    [200, { atOnce: 50, batchSize: 10 }],
  ])('share %d texts a second among senders that are done in time', (rate, planned) => {
    expect(planTextSenders(rate)).toEqual(planned)
  })

  test.each(['Staging', 'a-b', '1st', 'averylongstage'])('refuse %s as a stage', (stage) => {
    expect(() => read({ stage })).toThrow('stage')
  })

  test.each(['EHR', 'e h r', '1st', 'a_b'])('refuse %s as a program', (programs) => {
    expect(() => read({ programs })).toThrow('programs')
  })

  test.each(['us', 'US;CA', 'XX', 'US,,CA'])('refuse %s as countries', (textCountries) => {
    expect(() => read({ textCountries })).toThrow('textCountries')
  })

  test('are all optional', () => {
    expect(read({})).toMatchObject({
      stage: undefined,
      domain: undefined,
      textMaxPrice: 0.2,
      textsPerSecond: 1,
      monthlyTextSpend: 100,
      monthlyBudget: 300,
      auditRetentionDays: 730,
    })
    const domain = { domainName: 'surveys.example.org', hostedZoneId: 'Z0123456789ABC' }
    expect(read(domain).domain).toEqual({ name: 'surveys.example.org', hostedZoneId: 'Z0123456789ABC' })
    expect(read({ textCountries: 'US, CA' }).textCountries).toEqual(['US', 'CA'])
    expect(read({ monthlyTextSpend: '2500.50' }).monthlyTextSpend).toBe(2500.5)
  })
})

describe('a Node that cannot run TypeScript', () => {
  test.each(['18.20.4', '20.19.2', '22.12.0', '22.17.1'])('%s is refused in words', (version) => {
    expect(refuseNode(version)).toContain(`This is Node ${version}`)
  })

  test.each(['22.18.0', '24.0.0', '24.21.0', '26.1.0'])('%s is welcome', (version) => {
    expect(refuseNode(version)).toBeUndefined()
  })
})
