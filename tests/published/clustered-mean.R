# Expected values for functions/analysis/statistics/clustered-mean.ts: the mean of everybody with the cluster-robust variance of
# clubSandwich (CR1) and t with clinics less one, beside the interval of a simple sample.
# Run: Rscript tests/published/clustered-mean.R > tests/published/clustered-mean.json

suppressMessages({
  library(clubSandwich)
  library(jsonlite)
})

draw <- function(sizes, tau) {
  clinic <- rep(seq_along(sizes), sizes)
  list(clinic = clinic, y = round(-2 + rnorm(length(sizes), 0, tau)[clinic] + rnorm(length(clinic), 0, 2), 1))
}
# Values dealt out in their order, so that clinics are closer than chance would have them.
deal <- function(k, n) list(clinic = rep(seq_len(k), length.out = n), y = sort(round(rnorm(n, -2, 2), 1)))

case <- function(drawn) {
  clinic <- drawn$clinic; y <- drawn$y
  k <- length(unique(clinic)); n <- length(y)
  fit <- lm(y ~ 1)
  robust <- if (k < 2) NA else as.numeric(vcovCR(fit, cluster = clinic, type = "CR1"))
  simple <- as.numeric(vcov(fit))
  ends <- function(v, df) mean(y) + c(-1, 1) * qt(.975, df) * sqrt(v)
  list(
    clinics = unname(split(y, clinic)), mean = mean(y), designEffect = robust / simple,
    robust = list(standardError = sqrt(robust), df = k - 1, interval = ends(robust, k - 1)),
    simple = list(standardError = sqrt(simple), df = n - 1, interval = ends(simple, n - 1))
  )
}

set.seed(20274)
cat(toJSON(list(
  apart = case(draw(c(40, 25, 33, 12, 28), 1.2)),
  alike = case(deal(4, 111)),
  two = case(draw(c(30, 22), 1)),
  one = case(draw(40, 0))
), auto_unbox = TRUE, digits = NA), "\n")
