# Expected values for functions/analysis/imputation/pool-imputed-rates.ts: Rubin's rules for a proportion, with the limits
# found by solving (qbar - q)^2 = t^2 * D * (1 + r) * q(1 - q)/n for q numerically, where D is the design effect and r the
# relative increase in variance (Lott & Reiter, The American Statistician 74:109, 2020; Barnard & Rubin, Biometrika 86:948).
# Run: Rscript tests/published/imputed-rate.R > tests/published/imputed-rate.json

suppressMessages(library(jsonlite))

pooled <- function(rates, n, deff = 1) {
  m <- length(rates)
  q <- mean(rates)
  u <- mean(deff * rates * (1 - rates) / n)
  b <- var(rates)
  r <- (1 + 1 / m) * b / u
  lambda <- (1 + 1 / m) * b / (u + (1 + 1 / m) * b)
  complete <- n - 1
  observed <- (complete + 1) / (complete + 3) * complete * (1 - lambda)
  df <- if (lambda == 0) observed else 1 / (lambda^2 / (m - 1) + 1 / observed)
  t <- qt(0.975, df)
  f <- function(p) (q - p)^2 - t^2 * deff * (1 + r) * p * (1 - p) / n
  list(
    rates = rates, n = n, designEffect = deff, rate = q, df = df, monteCarloError = sqrt(b / m), fractionMissing = lambda,
    lower = uniroot(f, c(1e-12, q), tol = 1e-14)$root, upper = uniroot(f, c(q, 1 - 1e-12), tol = 1e-14)$root
  )
}

set.seed(20268)
cat(toJSON(list(
  pooled(c(0.42, 0.45, 0.40, 0.44, 0.43), 180),
  pooled(round(rbinom(20, 90, 0.12) / 90, 6), 90),
  pooled(round(rbinom(40, 300, 0.81) / 300, 6), 300, 2.4),
  pooled(rep(0.3, 10), 60)
), auto_unbox = TRUE, digits = 15, pretty = TRUE), "\n")
