import { afterEach, describe, expect, test, vi } from 'vitest'
import { defaultProvider } from '../../../functions/platform/aws/environment-credentials.ts'

afterEach(() => void vi.unstubAllEnvs())

describe('the credentials of a function', () => {
  test('are those that Lambda puts into the environment', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'hidden')
    vi.stubEnv('AWS_SESSION_TOKEN', 'session')
    expect(await defaultProvider()()).toEqual({
      accessKeyId: 'key',
      secretAccessKey: 'hidden',
      sessionToken: 'session',
    })
  })

  test('are an error where one is missing: the variable is named, no value is', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'key')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '')
    await expect(defaultProvider()()).rejects.toThrow(/^environment: AWS_SECRET_ACCESS_KEY is missing$/)
  })
})
