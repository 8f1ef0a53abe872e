import { Stack } from 'aws-cdk-lib'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'

/** Lets a caller do exactly the named things to exactly these resources, where the conditions hold. */
export function allow(
  grantee: IGrantable,
  actions: readonly string[],
  resources: readonly string[],
  conditions?: Readonly<Record<string, unknown>>,
): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [...resources],
      ...(conditions && { conditions: { ...conditions } }),
    }),
  )
}

/** Lets a caller use a key through one service of the key's region, such as `s3`, and never by itself. */
export function allowKeyThrough(
  service: 'dynamodb' | 's3',
  grantee: IGrantable,
  key: IKey,
  actions: readonly string[],
): void {
  const through = `${service}.${Stack.of(key).region}.amazonaws.com`
  allow(grantee, actions, [key.keyArn], { StringEquals: { 'kms:ViaService': through } })
}
