import { OPERATOR } from './permissions.ts'

interface Endpoints {
  readonly region: string
  readonly database: string
  readonly queues: string
  /** S3. */
  readonly objects: string
  /** Texts, mail, secrets and accounts. */
  readonly services: string
}

/** What Lambda and this machine add to a function's variables: region, credentials and where AWS is. */
export function buildMachineEnvironment(endpoints: Endpoints): Readonly<Record<string, string>> {
  return {
    TZ: 'UTC',
    AWS_REGION: endpoints.region,
    AWS_ACCESS_KEY_ID: OPERATOR,
    AWS_SECRET_ACCESS_KEY: 'local',
    // Whoever runs this may have AWS profiles of their own, which must play no part.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.database,
    AWS_ENDPOINT_URL_SQS: endpoints.queues,
    AWS_ENDPOINT_URL_S3: endpoints.objects,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.services,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: endpoints.services,
    AWS_ENDPOINT_URL_SESV2: endpoints.services,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoints.services,
  }
}
