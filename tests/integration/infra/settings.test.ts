import { RootConstruct } from 'constructs'
import { describe, expect, test } from 'vitest'
import { refuseNode } from '../../../infra/node-version.js'
import { readSettings } from '../../../infra/stacks/settings.ts'

const read = (context: Record<string, unknown>) => {
  const { node } = new RootConstruct()
  for (const [key, value] of Object.entries(context)) node.setContext(key, value)
  return readSettings(node)
}

describe('the operator’s settings', () => {
  test.each(['http://pro.example.org', 'https://pro.example.org/', 'pro.example.org', 'https://a b'])(
    'refuse %s as the base of links',
    (publicUrl) => {
      expect(() => read({ publicUrl })).toThrow('publicUrl')
    },
  )

  test('refuse what is no mail address', () => {
    expect(() => read({ alarmEmail: 'somebody' })).toThrow('alarmEmail')
  })

  test('are all optional', () => {
    expect(read({})).toMatchObject({ publicUrl: undefined, alarmEmail: undefined })
    expect(read({ publicUrl: 'https://pro.example.org' }).publicUrl).toBe('https://pro.example.org')
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
