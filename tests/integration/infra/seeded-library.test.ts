import { expect, test } from 'vitest'
import { ofType, type Resource, serviceResources } from './synthesized.ts'

const listDependencies = (resource: Resource | undefined): unknown[] =>
  [(resource as { readonly DependsOn?: string | string[] } | undefined)?.DependsOn ?? []].flat()

const [[id, seeded] = []] = ofType(serviceResources, 'Custom::SeededLibrary')

test('a deployment calls the function itself, again for each version of the program, and does not wait for ever', () => {
  expect(seeded?.Properties).toMatchObject({
    ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/^SeedLibrary[0-9A-F]{8}$/), 'Arn'] },
    version: expect.stringMatching(/^\d+\.\d+\.\d+\+/),
    ServiceTimeout: '900',
  })
})

test('it is called when it may write, which its policy alone allows', () => {
  const [[policy] = []] = ofType(serviceResources, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
    JSON.stringify(Properties.Roles).includes('SeedLibraryRole'),
  )
  const [[name, lambda] = []] = ofType(serviceResources, 'AWS::Lambda::Function').filter(([one]) =>
    one.startsWith('SeedLibrary'),
  )
  expect(listDependencies(lambda)).toContain(policy)
  expect(listDependencies(seeded)).toContain(name)
})

test('no other function is created or changed before every definition is there', () => {
  const early = ofType(serviceResources, 'AWS::Lambda::Function')
    .filter(([, lambda]) => !listDependencies(lambda).includes(id))
    .map(([name]) => name.replace(/[0-9A-F]{8}$/, ''))
  expect(early).toEqual(['SeedLibrary'])
})
