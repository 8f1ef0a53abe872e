/** Who the API trusts, where a test asks nobody. */
export const RESOURCE = {
  publicUrl: 'https://concord.example',
  issuer: 'https://issuer.example',
  commandLineId: 'command-line',
}
