import { READ_SCOPE, WRITE_SCOPE } from '../platform/http/token-scopes.ts'

export type ProtectedResource = {
  /** Base of the API. */
  readonly publicUrl: string
  readonly issuer: string
  /** The client that `npm run sign-in` signs people in by. */
  readonly commandLineId: string
}

/**
 * Who the API trusts, for programs that begin with nothing but its address: OAuth 2.0 Protected Resource Metadata (RFC 9728),
 * with one member of our own.
 */
export function describeProtectedResource({ publicUrl, issuer, commandLineId }: ProtectedResource) {
  return {
    resource: publicUrl,
    authorization_servers: [issuer],
    scopes_supported: ['openid', READ_SCOPE, WRITE_SCOPE],
    bearer_methods_supported: ['header'],
    resource_documentation: `${publicUrl}/docs/api`,
    concord_command_line_client: commandLineId,
  }
}
