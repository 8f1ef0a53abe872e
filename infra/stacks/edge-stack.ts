import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53'
import type { Construct } from 'constructs'
import { AlarmTopic } from '../constructs/alarm-topic.ts'
import { Alarms } from '../constructs/alarms.ts'
import { Firewall } from '../constructs/firewall.ts'
import { ORIGIN_HEADER, resolveOriginKey } from '../constructs/origin-secret.ts'
import { createCertificate, type Domain, formatOriginName } from '../constructs/own-domain.ts'

interface EdgeStackProps extends StackProps {
  readonly domain: Domain
  /** Name of the secret by which CloudFront proves itself to the API. */
  readonly originSecret: string
  /** By which CloudWatch tells two stages in one account apart. */
  readonly namespace: string
}

/** Zone of every CloudFront address, as AWS documents it for alias records. */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2'

/** What is the same for everybody and says itself how long it may be kept: documentation and the reference of the API. */
const KEPT_PATHS = ['/docs', '/docs/*', '/openapi.json', '/problems/*']

/**
 * The way in under the operator’s own name: certificate, firewall and CloudFront, which keeps what may be kept and passes on
 * the rest. Always in us-east-1, where CloudFront looks for the first two.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, { domain, originSecret, namespace, ...props }: EdgeStackProps) {
    super(scope, id, props)
    const firewall = new Firewall(this, 'Firewall', namespace)
    const pages: BehaviorOptions = {
      origin: new HttpOrigin(formatOriginName(domain), {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        readTimeout: Duration.seconds(30),
        customHeaders: { [ORIGIN_HEADER]: resolveOriginKey(originSecret) },
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // The host as well, and the address of whoever asks, which functions see as their source.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_AND_CLOUDFRONT_2022,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    }
    const kept: BehaviorOptions = {
      ...pages,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: new CachePolicy(this, 'Kept', {
        // As long as the reply itself says, and not at all where it says nothing.
        ...{ minTtl: Duration.seconds(0), defaultTtl: Duration.seconds(0), maxTtl: Duration.days(1) },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
        // The language is in one of the three.
        headerBehavior: CacheHeaderBehavior.allowList('Accept-Language'),
        cookieBehavior: CacheCookieBehavior.all(),
        queryStringBehavior: CacheQueryStringBehavior.all(),
      }),
    }
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Concord: participant pages, console and API',
      domainNames: [domain.name],
      certificate: createCertificate(this, 'Certificate', domain),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      webAclId: firewall.arn,
      defaultBehavior: pages,
      additionalBehaviors: Object.fromEntries(KEPT_PATHS.map((path) => [path, kept])),
    })
    for (const type of ['A', 'AAAA'])
      new CfnRecordSet(this, `Record${type}`, {
        ...{ hostedZoneId: domain.hostedZoneId, name: domain.name, type },
        aliasTarget: { dnsName: distribution.distributionDomainName, hostedZoneId: CLOUDFRONT_ZONE },
      })
    // CloudWatch knows of CloudFront’s firewall in this region alone, and an alarm rings only where it is.
    const topic = new AlarmTopic(this, 'Topic')
    const alarms = new Alarms(this, 'Alarms', { topic, namespace })
    for (const rule of firewall.rules) alarms.onBlocked(rule)
    new CfnOutput(this, 'HostedZone', { value: domain.hostedZoneId })
    Validations.of(distribution).acknowledge(
      {
        id: 'AwsSolutions-CFR1',
        reason: 'Participants travel, and a link opens wherever they are. The firewall limits each address.',
      },
      {
        id: 'AwsSolutions-CFR3',
        reason:
          'An access log of CloudFront holds paths, and a participant’s link is in its path: who reads the log could answer. The API logs each request without its path.',
      },
    )
  }
}
