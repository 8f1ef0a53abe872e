import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolveIntrinsic } from '../../../infra/local/cloudformation/intrinsics.ts'
import { createLocalValues } from '../../../infra/local/cloudformation/local-values.ts'
import { readResources } from '../../../infra/local/cloudformation/resources.ts'
import {
  type Assembly,
  readAssembly,
  type StackTemplate,
} from '../../../infra/local/cloudformation/template.ts'
import { buildQueue, everyMinute, route, writeFakeAssembly } from './support/fake-assembly.ts'

const values = createLocalValues({
  region: 'us-east-1',
  publicUrl: 'http://127.0.0.1:8787',
  queueEndpoint: 'http://127.0.0.1:4000',
  tablePrefix: '',
})

const table = {
  stack: 'Data',
  logicalId: 'StudyTable',
  type: 'AWS::DynamoDB::GlobalTable',
  path: '',
  properties: {},
}
const queue = {
  stack: 'App',
  logicalId: 'Due',
  type: 'AWS::SQS::Queue',
  path: '',
  properties: { FifoQueue: true },
}
const api = { stack: 'App', logicalId: 'Api', type: 'AWS::ApiGatewayV2::Api', path: '', properties: {} }

function buildStack(name: string, more: Partial<StackTemplate>): StackTemplate {
  return { name, resources: new Map(), parameters: new Map(), exports: new Map(), assets: new Map(), ...more }
}
const data = buildStack('Data', {
  resources: new Map([['StudyTable', table]]),
  exports: new Map([['Data:StudyTableName', { Ref: 'StudyTable' }]]),
})
const app = buildStack('App', {
  resources: new Map([
    ['Due', queue],
    ['Api', api],
  ]),
  parameters: new Map([
    ['Number', undefined],
    ['Colour', 'blue'],
  ]),
})
const assembly: Assembly = { folder: '', region: 'us-east-1', stacks: [data, app] }
const resolved = (value: unknown): unknown => resolveIntrinsic(value, app, assembly, values)

describe('resolving references', () => {
  it('refuses a function that it does not know, by name', () => {
    expect(() => resolved({ 'Fn::Cidr': [] })).toThrow('Fn::Cidr')
  })

  it('refuses a reference to a resource that the stack does not have', () => {
    expect(() => resolved({ Ref: 'Nowhere' })).toThrow('App refers to Nowhere')
  })

  it('refuses an import that no stack exports', () => {
    expect(() => resolved({ 'Fn::ImportValue': 'Data:Nothing' })).toThrow('exports Data:Nothing')
  })

  it('reads Ref of a queue as its URL and of a parameter as its default', () => {
    expect(resolved({ Ref: 'Due' })).toBe('http://127.0.0.1:4000/000000000000/Due.fifo')
    expect(resolved({ Ref: 'Colour' })).toBe('blue')
    expect(resolved({ Ref: 'Number' })).toMatch(/^arn:aws:sms-voice:us-east-1:000000000000:phone-number\//)
  })

  it('reads GetAtt in both spellings', () => {
    expect(resolved({ 'Fn::GetAtt': ['Due', 'Arn'] })).toBe('arn:aws:sqs:us-east-1:000000000000:Due.fifo')
    expect(resolved({ 'Fn::GetAtt': 'Due.Arn' })).toBe('arn:aws:sqs:us-east-1:000000000000:Due.fifo')
    expect(resolved({ 'Fn::GetAtt': ['Api', 'ApiEndpoint'] })).toBe('http://127.0.0.1:8787')
  })

  it('imports what another stack exports', () => {
    expect(resolved({ 'Fn::ImportValue': 'Data:StudyTableName' })).toBe('StudyTable')
  })

  it('joins, splits, selects and substitutes', () => {
    expect(resolved({ 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] })).toBe('a-us-east-1')
    expect(resolved({ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] })).toBe('b')
    expect(resolved({ 'Fn::Sub': '${AWS::AccountId}/${Due.QueueName}/${!Literal}' })).toBe(
      '000000000000/Due.fifo/${Literal}',
    )
    expect(resolved({ 'Fn::Sub': ['${Own}', { Own: { Ref: 'Colour' } }] })).toBe('blue')
  })

  it('leaves out what is set to no value', () => {
    expect(resolved({ a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] })).toEqual({ b: [1] })
  })
})

describe('reading a synthesized app', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'concord-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('finds functions with their bundles, routes, queues and schedules', () => {
    writeFakeAssembly(folder, [{ id: 'ServeStaffApi', code: '', environment: { QUEUE: { Ref: 'Queue' } } }], {
      ...route('GET /api/{proxy+}', 'ServeStaffApi'),
      ...buildQueue('ServeStaffApi'),
      ...everyMinute('ServeStaffApi'),
    })
    const resources = readResources(readAssembly(folder), values)
    expect(resources.functions[0]).toMatchObject({
      id: 'ServeStaffApi',
      name: 'serve-staff-api',
      codeFolder: join(folder, 'asset.ServeStaffApi'),
      timeoutSeconds: 3,
      environment: { QUEUE: 'http://127.0.0.1:4000/000000000000/Queue.fifo' },
    })
    expect(resources.routes).toEqual([{ routeKey: 'GET /api/{proxy+}', functionId: 'ServeStaffApi' }])
    expect(resources.queues.map(({ name }) => name)).toEqual(['DeadLetters.fifo', 'Queue.fifo'])
    expect(resources.mappings[0]).toMatchObject({ functionId: 'ServeStaffApi', BatchSize: 10 })
    expect(resources.schedules[0]).toMatchObject({ functionId: 'ServeStaffApi' })
  })

  it('refuses a folder that is no CDK output', () => {
    expect(() => readAssembly(folder)).toThrow('manifest.json')
  })
})
