import { Aws, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  AccountRecovery,
  CfnUserPoolClient,
  FeaturePlan,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'

/**
 * Accounts of coordinators and leads, and the page where they sign in. Accounts are made by an operator, or with an
 * invitation to a study; nobody signs up. A
 * second factor from an authenticator app is required.
 */
export class StaffAccounts extends Construct {
  readonly pool: UserPool
  readonly issuer: string

  /**
   * @param prefix of the sign-in page's address, which the account number makes unique in all of AWS
   * @param programs that may call the API with credentials of their own, by name
   */
  constructor(scope: Construct, id: string, prefix: string, programs: readonly string[]) {
    super(scope, id)
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      userInvitation: {
        emailSubject: 'Your Concord account / Su cuenta de Concord',
        emailBody:
          'Your user name is {username} and your temporary password is {####}. It is valid for three days. Su nombre de usuario es {username} y su contraseña temporal es {####}. Vale tres días.',
      },
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
    this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `${prefix}-${Aws.ACCOUNT_ID}` } })
    const read = new ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read by the API' })
    const write = new ResourceServerScope({ scopeName: 'write', scopeDescription: 'Write by the API' })
    const api = this.pool.addResourceServer('Api', { identifier: 'concord', scopes: [read, write] })
    for (const name of programs)
      this.addProgram(
        name,
        [read, write].map((one) => OAuthScope.resourceServer(api, one)),
      )
    this.issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${this.pool.userPoolId}`
  }

  /** A client with a secret, which Cognito keeps and shows to an operator. Its membership says what it sees. */
  private addProgram(name: string, scopes: OAuthScope[]): void {
    const client = this.pool.addClient(`Program-${name}`, {
      userPoolClientName: name,
      generateSecret: true,
      oAuth: { flows: { clientCredentials: true }, scopes },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      accessTokenValidity: Duration.hours(1),
      enableTokenRevocation: true,
    })
    // No password is ever sent for a program.
    if (client.node.defaultChild instanceof CfnUserPoolClient)
      client.node.defaultChild.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH']
    new CfnOutput(this, `Program-${name}-ClientId`, { value: client.userPoolClientId })
  }
}
