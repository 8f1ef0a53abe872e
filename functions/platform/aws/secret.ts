import * as z from 'zod/mini'
import { retryRequest } from './dynamodb-retry.ts'
import { readServiceSettings } from './environment-credentials.ts'
import { createJsonService } from './json-service.ts'

const secretSchema = z.object({ SecretString: z.string().check(z.minLength(1)) })

/**
 * The text of a secret, read once per cold start.
 *
 * @throws Error when Secrets Manager does not give one, or it has no text; never with the reply, which may hold it
 */
export async function readSecret(arn: string): Promise<string> {
  const service = createJsonService('secretsmanager', '1.1', readServiceSettings('SECRETS_MANAGER'))
  try {
    const body = JSON.stringify({ SecretId: arn })
    const reply = await retryRequest(() => service.post('secretsmanager.GetSecretValue', body))
    if (reply.status !== 200) throw new Error(`the secret could not be read: status ${reply.status}`)
    return parseSecret(reply.body)
  } finally {
    service.destroy()
  }
}

/** What JSON.parse and zod say of a reply may quote it. */
function parseSecret(body: string): string {
  try {
    return z.parse(secretSchema, JSON.parse(body)).SecretString
  } catch {
    throw new Error('the secret has no text')
  }
}
