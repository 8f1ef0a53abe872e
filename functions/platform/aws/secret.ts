import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

/** The text of a secret, read once per cold start. @throws Error when the secret has no text. */
export async function readSecret(arn: string): Promise<string> {
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: arn }),
  )
  if (!SecretString) throw new Error('the secret has no text')
  return SecretString
}
