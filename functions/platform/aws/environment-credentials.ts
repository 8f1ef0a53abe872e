/**
 * Where a function's credentials come from: Lambda, and local mode like it, puts them into the environment for as long as
 * the process lives.
 *
 * A bundle holds this in the place of `@aws-sdk/credential-provider-node` (infra/constructs/bundle.ts), which looks through
 * profiles, single sign-on, containers and machines as well: 140 kB and 10 ms of each cold start, for places that a
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

type Credentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** @throws Error naming the variable, never a value. */
export function requireVariable(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`environment: ${name} is missing`)
  return value
}
