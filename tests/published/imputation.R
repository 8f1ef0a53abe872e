# Expected values for functions/analysis/imputation/: Rubin's rules from mice, conditional means from the formulas of Carpenter,
# Roger & Kenward (J Biopharm Stat 23:1352, 2013) written out with full matrices.
# Run: Rscript tests/published/imputation.R > tests/published/imputation.json

suppressMessages({
  library(mice)
  library(jsonlite)
})

rubin <- function(q, se, dfcom) {
  p <- pool.scalar(q, se^2, n = dfcom + 1, k = 1, rule = "rubin1987")
  half <- qt(0.975, p$df) * sqrt(p$t)
  list(
    estimates = q, errors = se, completeDf = dfcom, estimate = p$qbar, standardError = sqrt(p$t), within = p$ubar,
    between = p$b, df = p$df, fractionMissing = p$fmi, lower = p$qbar - half, upper = p$qbar + half
  )
}

set.seed(20264)
pooled <- list(
  rubin(c(-1.2, -0.9, -1.5, -1.1, -1.3), c(.40, .42, .38, .41, .39), 57),
  rubin(rnorm(20, 2, 0.3), runif(20, .4, .6), 240),
  rubin(c(0.5, 0.7), c(.2, .25), 12),
  rubin(rnorm(50, 0, 2), runif(50, .1, .2), 1000)
)

own <- c(6.5, 5.0, 4.2, 3.9, 3.7)
reference <- c(6.4, 6.0, 5.8, 5.9, 6.1)
sd <- c(1.2, 1.6, 1.8, 2.0, 2.3)
rho <- outer(1:5, 1:5, function(i, j) 0.7^abs(i - j))
sigma <- diag(sd) %*% rho %*% diag(sd)

conditional <- function(mean, measured, values) {
  missing <- setdiff(1:5, measured)
  b <- sigma[missing, measured, drop = FALSE] %*% solve(sigma[measured, measured, drop = FALSE])
  rest <- sigma[missing, missing, drop = FALSE] - b %*% sigma[measured, missing, drop = FALSE]
  list(mean = as.list(as.numeric(mean[missing] + b %*% (values[measured] - mean[measured]))), rest = rest)
}

means <- function(last) {
  after <- seq_along(own) > last
  list(
    "missing-at-random" = own,
    "jump-to-reference" = ifelse(after, reference, own),
    "copy-increments-in-reference" = ifelse(after, own[last] + reference - reference[last], own),
    "copy-reference" = reference
  )
}

cases <- list()
for (last in 1:4) {
  values <- c(7.5, 4.1, 3.9, 5.0, NA)
  m <- means(last)
  for (assumption in names(m)) {
    cases[[length(cases) + 1]] <- c(
      list(assumption = assumption, measured = as.list(seq_len(last) - 1), values = as.list(values[seq_len(last)])),
      conditional(m[[assumption]], seq_len(last), values)
    )
  }
}

cat(toJSON(
  list(
    about = list(script = "tests/published/imputation.R", R = R.version.string, mice = as.character(packageVersion("mice"))),
    pooled = pooled, own = own, reference = reference, covariance = sigma, conditionals = cases
  ),
  digits = NA, auto_unbox = TRUE, pretty = TRUE
), "\n")
