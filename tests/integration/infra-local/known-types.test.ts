import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refuseUnknownTypes, SKIPPED } from '../../../infra/local/cloudformation/known-types.ts'
import { readAssembly } from '../../../infra/local/cloudformation/template.ts'
import { dataResources, operationsResources, serviceResources } from '../infra/synthesized.ts'
import { writeFakeAssembly } from './support/fake-assembly.ts'

function readFake(resources: Record<string, unknown>) {
  const folder = mkdtempSync(join(tmpdir(), 'concord-types-'))
  try {
    return readAssembly(writeFakeAssembly(folder, [], resources))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a type of resource that local mode does not know is refused by its name', () => {
  const assembly = readFake({ Bus: { Type: 'AWS::Events::EventBus', Properties: {} } })
  expect(() => refuseUnknownTypes(assembly)).toThrow('AWS::Events::EventBus')
})

test('the stacks have no other type, and what is left out is in them', () => {
  const all = { ...dataResources, ...serviceResources, ...operationsResources }
  expect(() => refuseUnknownTypes(readFake(all))).not.toThrow()
  const types = new Set(Object.values(all).map(({ Type }) => Type))
  expect(Object.keys(SKIPPED).filter((type) => !types.has(type))).toEqual([])
})
