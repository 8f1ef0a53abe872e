# Expected values for tests/simulation/pooling/bayesian.ts: the binomial-normal model with a logistic prior of mu and a
# half-normal prior of tau, integrated on finer and wider places than there.
# Run: Rscript tests/published/bayesian-pooling.R > tests/published/bayesian-pooling.json

suppressMessages(library(jsonlite))

mu <- seq(-9, 9, 0.04)
tau <- seq(0.01, 5.01, 0.02)
z <- seq(-8, 8, 0.08)
w <- dnorm(z) / sum(dnorm(z))

log_likelihood <- function(x, n) {
  sapply(tau, function(t) {
    logit <- outer(mu, t * z, `+`)
    height <- x * plogis(logit, log.p = TRUE) + (n - x) * plogis(-logit, log.p = TRUE)
    top <- apply(height, 1, max)
    top + log(as.vector(exp(height - top) %*% w))
  })
}
mean_rate <- sapply(tau, function(t) as.vector(plogis(outer(mu, t * z, `+`)) %*% w))
rising <- order(mean_rate)

posterior <- function(x, n, scale) {
  density <- outer(plogis(mu, log.p = TRUE) + plogis(-mu, log.p = TRUE), -tau^2 / (2 * scale^2), `+`)
  for (i in seq_along(x)) density <- density + log_likelihood(x[i], n[i])
  mass <- exp(density - max(density))[rising]
  middle <- (cumsum(mass) - mass / 2) / sum(mass)
  keep <- !duplicated(middle)
  q <- approx(middle[keep], mean_rate[rising][keep], c(.025, .5, .975))$y
  list(events = x, n = n, scale = scale, rate = q[2], interval = q[c(1, 3)])
}

cat(toJSON(
  list(
    about = list(script = "tests/published/bayesian-pooling.R", R = R.version.string),
    studies = list(
      posterior(c(12, 30, 7, 18, 41), c(30, 52, 25, 33, 58), 0.5),
      posterior(c(12, 30, 7, 18, 41), c(30, 52, 25, 33, 58), 1),
      posterior(c(1, 4, 6), c(20, 41, 33), 0.5),
      posterior(c(1, 20, 6), c(20, 41, 33), 1)
    )
  ),
  digits = NA, auto_unbox = TRUE
), "\n")
