/**
 * Covariance of one participant's outcomes between visits:
 * - `unstructured`: a variance for each visit and a covariance for each pair;
 * - `heterogeneous-toeplitz`: a variance for each visit, a correlation for each distance in visits;
 * - `heterogeneous-ar1`: a variance for each visit, correlations ρ, ρ², … by distance;
 * - `compound-symmetry`: one variance and one covariance.
 */
export const COVARIANCE_STRUCTURES = [
  'unstructured',
  'heterogeneous-toeplitz',
  'heterogeneous-ar1',
  'compound-symmetry',
] as const

export type CovarianceStructure = (typeof COVARIANCE_STRUCTURES)[number]
