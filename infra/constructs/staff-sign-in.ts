import { Duration } from 'aws-cdk-lib'
import {
  CfnUserPoolClient,
  type IUserPool,
  OAuthScope,
  UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'

/** Where the command waits: the first of these ports that is free. Cognito takes plain http for `localhost` alone. */
const COMMAND_LINE_CALLBACKS = [8765, 8766, 8767].map((port) => `http://localhost:${port}/callback`)

interface StaffSignInProps {
  readonly pool: IUserPool
  /** Base of the console; sign-in returns to `<publicUrl>/console/callback` and nowhere else. */
  readonly publicUrl: string
}

/**
 * Sign-in of coordinators and leads to the console. It proves who someone is and nothing more: what they may see is in their
 * membership. It is made anew with the service; the accounts are not.
 */
export class StaffSignIn extends Construct {
  readonly client: UserPoolClient
  /** Of `npm run sign-in`. */
  readonly commandLine: UserPoolClient

  constructor(scope: Construct, id: string, { pool, publicUrl }: StaffSignInProps) {
    super(scope, id)
    this.client = new UserPoolClient(this, 'Console', {
      userPool: pool,
      // A page cannot keep a secret: the code flow is bound to the browser by PKCE instead.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${publicUrl}/console/callback`],
        logoutUrls: [`${publicUrl}/console/signed-out`],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
    })
    this.commandLine = new UserPoolClient(this, 'CommandLine', {
      userPool: pool,
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [...COMMAND_LINE_CALLBACKS],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      // The command keeps none.
      refreshTokenValidity: Duration.hours(1),
    })
    // Left unset, Cognito would also allow passwords to be sent to its API without the sign-in page.
    for (const client of [this.client, this.commandLine])
      if (client.node.defaultChild instanceof CfnUserPoolClient)
        client.node.defaultChild.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH']
  }
}
