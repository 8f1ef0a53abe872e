const COGNITO_ISSUER = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/[^/]+$/

/**
 * Puts the local sign-in where the template names the user pool. An issuer is an address of AWS written out in the
 * template, not a reference, and no AWS_ENDPOINT_URL_* stands for it.
 */
export function redirectIssuer(
  environment: Readonly<Record<string, string>>,
  issuer: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, COGNITO_ISSUER.test(value) ? issuer : value]),
  )
}
