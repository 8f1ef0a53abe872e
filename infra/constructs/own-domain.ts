import { DomainName } from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate, CfnCertificate, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager'
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53'
import { Construct } from 'constructs'

/** A name of the operator’s, in a zone of Route 53. */
export interface Domain {
  /** Of participants’ links and of the console: `surveys.example.org`. */
  readonly name: string
  readonly hostedZoneId: string
}

/** Under which name CloudFront finds the API. */
export function formatOriginName({ name }: Domain): string {
  return `origin.${name}`
}

/** A certificate that proves itself by a record in the zone, and is renewed by that. */
export function createCertificate(
  scope: Construct,
  id: string,
  { name, hostedZoneId }: Domain,
): ICertificate {
  const certificate = new CfnCertificate(scope, id, {
    domainName: name,
    validationMethod: 'DNS',
    domainValidationOptions: [{ domainName: name, hostedZoneId }],
  })
  return Certificate.fromCertificateArn(scope, `${id}Arn`, certificate.ref)
}

/**
 * The API under the operator’s own name. The name itself leads to CloudFront, which finds the API by another one and asks it
 * by this one: a function sees the host that the person sees.
 */
export class OwnDomain extends Construct {
  readonly domainName: DomainName

  constructor(scope: Construct, id: string, domain: Domain) {
    super(scope, id)
    this.domainName = new DomainName(this, 'Name', {
      domainName: domain.name,
      certificate: createCertificate(this, 'Certificate', domain),
    })
    new CfnRecordSet(this, 'Origin', {
      hostedZoneId: domain.hostedZoneId,
      name: formatOriginName(domain),
      type: 'A',
      aliasTarget: {
        dnsName: this.domainName.regionalDomainName,
        hostedZoneId: this.domainName.regionalHostedZoneId,
      },
    })
  }
}
