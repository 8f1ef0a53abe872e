import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  AccountRecovery,
  CfnUserPoolClient,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'

/**
 * Sign-in of coordinators and leads. It proves who someone is and nothing more: what they may see is in their
 * membership. Accounts are made by an operator; nobody signs up. A second factor from an authenticator app is required.
 */
export class StaffSignIn extends Construct {
  readonly issuer: string
  readonly pool: UserPool
  readonly client: UserPoolClient

  /** @param publicUrl base of the console; sign-in returns to `<publicUrl>/console/callback` and nowhere else */
  constructor(scope: Construct, id: string, publicUrl: string) {
    super(scope, id)
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    // The prefix is unique in all of AWS, hence the account number.
    this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `concord-${Aws.ACCOUNT_ID}` } })
    this.client = this.pool.addClient('Console', {
      // A page cannot keep a secret: the code flow is bound to the browser by PKCE instead.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${publicUrl}/console/callback`],
        logoutUrls: [`${publicUrl}/console`],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
    })
    // Left unset, Cognito would also allow passwords to be sent to its API without the sign-in page.
    if (this.client.node.defaultChild instanceof CfnUserPoolClient) {
      this.client.node.defaultChild.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH']
    }
    this.issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${this.pool.userPoolId}`
  }
}
