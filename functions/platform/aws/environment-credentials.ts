import type { ServiceSettings } from './json-service.ts'

/*
 * Where a function's region and credentials come from: Lambda, and local mode like it, puts them into the environment for as
 * long as the process lives. It gives them once: an environment ends before its credentials do, and the next one has new
 * ones, so nothing here renews them.
 */

/**
 * A bundle holds this in the place of `@aws-sdk/credential-provider-node` (infra/constructs/build-bundle.ts), which looks
 * through profiles, single sign-on, containers and machines as well: 140 kB and 10 ms of each cold start, for places that a
 * function does not have.
 */
export function defaultProvider(): () => Promise<Credentials> {
  return async () => readCredentials()
}

/** @throws Error naming the variable that is missing, never a value. */
export function readCredentials(): Credentials {
  const { AWS_SESSION_TOKEN } = process.env
  return {
    accessKeyId: requireVariable('AWS_ACCESS_KEY_ID'),
    secretAccessKey: requireVariable('AWS_SECRET_ACCESS_KEY'),
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  }
}

export type Credentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** @throws Error naming the variable that is missing, never a value. */
export function readServiceSettings(
  service: 'COGNITO_IDENTITY_PROVIDER' | 'DYNAMODB' | 'KMS' | 'S3' | 'SECRETS_MANAGER',
): ServiceSettings {
  const endpoint = process.env[`AWS_ENDPOINT_URL_${service}`]
  return {
    region: requireVariable('AWS_REGION'),
    credentials: readCredentials(),
    ...(endpoint !== undefined && { endpoint }),
  }
}

/** @throws Error naming the variable, never a value. */
function requireVariable(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`environment: ${name} is missing`)
  return value
}
