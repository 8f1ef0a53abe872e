import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import type { IGrantable } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { allow, allowKeyThrough } from './permissions.ts'

export interface PrivateBucketProps {
  /** Of its key. */
  readonly description: string
  /** The bucket's ARN is exported under it behind the stack's name: what is acknowledged of a grant names its resource. */
  readonly exportName: string
  /** Why nobody keeps a log of who reaches it. */
  readonly noAccessLog: string
  /** Why a grant names objects by what their names begin with. */
  readonly byPrefix: string
  /** What is the bucket’s own: how long its objects are kept, and who may change them. */
  readonly keeping: Pick<BucketProps, 'lifecycleRules' | 'objectLockEnabled' | 'objectLockDefaultRetention'>
}

/** A bucket under a key of its own that is versioned, closed to the public and survives its stack. */
export abstract class PrivateBucket<Prefix extends string> extends Construct {
  readonly bucket: Bucket
  readonly key: Key
  private readonly bucketArn: string
  private readonly exportName: string
  private readonly byPrefix: string

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id)
    this.byPrefix = props.byPrefix
    this.key = new Key(this, 'Key', {
      description: props.description,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.bucket = new Bucket(this, 'Bucket', {
      ...props.keeping,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const stack = Stack.of(this)
    this.exportName = `${stack.stackName}:${props.exportName}`
    this.bucketArn = stack.exportValue(this.bucket.bucketArn, { name: this.exportName })
    Validations.of(this.bucket).acknowledge({ id: 'AwsSolutions-S1', reason: props.noAccessLog })
  }

  /** Without it S3 answers 403 for an object that is not there. */
  protected allowList(grantee: IGrantable): void {
    allow(grantee, ['s3:ListBucket'], [this.bucketArn])
  }

  /** Athena asks in which region it is to write. */
  protected allowLocation(grantee: IGrantable): void {
    allow(grantee, ['s3:GetBucketLocation'], [this.bucketArn])
  }

  protected allowDecrypt(grantee: IGrantable): void {
    allowKeyThrough('s3', grantee, this.key, ['kms:Decrypt'])
  }

  protected allowEncrypt(grantee: IGrantable): void {
    allowKeyThrough('s3', grantee, this.key, ['kms:Decrypt', 'kms:GenerateDataKey'])
  }

  protected allowObjects(grantee: IGrantable, actions: readonly string[], prefixes: readonly Prefix[]): void {
    allow(
      grantee,
      actions,
      prefixes.map((prefix) => `${this.bucketArn}/${prefix}*`),
    )
    const role = grantee.grantPrincipal
    if (!Construct.isConstruct(role)) return
    for (const prefix of prefixes)
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${this.exportName}/${prefix}*]`,
        reason: this.byPrefix,
      })
  }
}
