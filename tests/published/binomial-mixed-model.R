# Expected values for functions/analysis/pooling/binomial-mixed-model.ts.
# Run: Rscript tests/published/binomial-mixed-model.R > tests/published/binomial-mixed-model.json
#
# The likelihood is written out here again, one integral per site by the trapezoidal rule on a fixed fine grid of the
# site's logit, which converges beyond double precision long before (the pole of the integrand is at a distance of pi, the
# steps are 0.04 at most). Its top is found by optim and polished by Newton's method on numerical derivatives. Beside it stands
# lme4's glmer with 25 nodes, whose optimiser stops earlier: it says that the model is the same.

suppressMessages({
  library(lme4)
  library(metafor)
  library(jsonlite)
})

log_density <- function(x, n, logit) x * logit + n * plogis(logit, lower.tail = FALSE, log.p = TRUE)

# Log of the integral of exp(log_density) times the normal density of the logit.
site_log_likelihood <- function(x, n, mu, sigma) {
  if (sigma == 0) return(log_density(x, n, mu))
  g <- function(t) log_density(x, n, t) + dnorm(t, mu, sigma, log = TRUE)
  peak <- optimize(g, mu + c(-12, 12) * sigma, maximum = TRUE, tol = 1e-6)$maximum
  width <- 1 / sqrt(1 / sigma^2 + n * plogis(peak) * plogis(-peak))
  step <- min(0.04, width / 8)
  reach <- function(direction) {
    r <- 8 * width
    while (g(peak + direction * r) > g(peak) - 45) r <- 1.5 * r
    ceiling(r / step)
  }
  t <- peak + step * seq(-reach(-1), reach(1))
  values <- log_density(x, n, t) + dnorm(t, mu, sigma, log = TRUE)
  largest <- max(values)
  largest + log(sum(exp(values - largest)) * step)
}

log_likelihood <- function(x, n, mu, sigma) sum(mapply(site_log_likelihood, x, n, MoreArgs = list(mu = mu, sigma = abs(sigma))))

# Central differences of the sixth order.
derivative <- function(f, at, h) {
  (45 * (f(at + h) - f(at - h)) - 9 * (f(at + 2 * h) - f(at - 2 * h)) + f(at + 3 * h) - f(at - 3 * h)) / (60 * h)
}
second <- function(f, at, h) {
  (270 * (f(at + h) + f(at - h)) - 27 * (f(at + 2 * h) + f(at - 2 * h)) + 2 * (f(at + 3 * h) + f(at - 3 * h)) - 490 * f(at)) / (180 * h^2)
}

fit <- function(x, n) {
  ll <- function(mu, sigma) log_likelihood(x, n, mu, sigma)
  glm_logit <- qlogis(sum(x) / sum(n))
  starts <- c(0.1, 0.5, 1.5, 4)
  tries <- lapply(starts, function(s) optim(c(glm_logit, s), function(p) -ll(p[1], p[2]), control = list(reltol = 1e-13, maxit = 2000)))
  best <- tries[[which.min(sapply(tries, `[[`, "value"))]]
  mu <- best$par[1]
  sigma <- abs(best$par[2])
  at_zero <- ll(glm_logit, 0)
  if (sigma < 1e-3 || -best$value <= at_zero + 1e-10) {
    p <- sum(x) / sum(n)
    return(list(mu = glm_logit, sigma = 0, se = 1 / sqrt(sum(n) * p * (1 - p)), value = at_zero, atZero = at_zero))
  }
  h <- 0.02 * min(1, sigma)
  for (i in 1:4) {
    g <- c(derivative(function(m) ll(m, sigma), mu, h), derivative(function(s) ll(mu, s), sigma, h))
    cross <- derivative(function(s) derivative(function(m) ll(m, s), mu, h), sigma, h)
    H <- matrix(c(second(function(m) ll(m, sigma), mu, h), cross, cross, second(function(s) ll(mu, s), sigma, h)), 2)
    step <- solve(H, g)
    mu <- mu - step[1]
    sigma <- sigma - step[2]
  }
  list(mu = mu, sigma = sigma, se = sqrt(solve(-H)[1, 1]), value = ll(mu, sigma), atZero = at_zero)
}

# Where twice the log-likelihood has fallen by the quantile, at the best sigma for each mu.
profile_end <- function(x, n, fitted, level, direction) {
  fall <- qchisq(level, 1) / 2
  profile <- function(mu) {
    f <- function(s) -log_likelihood(x, n, mu, s)
    s <- seq(0, log(400), length.out = 12)
    values <- sapply(exp(s) - 1, f)
    i <- which.min(values)
    -min(f(0), optimize(function(s) f(exp(s) - 1), s[pmin(pmax(i + c(-1, 1), 1), 12)], tol = 1e-9)$objective)
  }
  f <- function(distance) profile(fitted$mu + direction * distance) - fitted$value + fall
  far <- 2 * fitted$se
  while (f(far) > 0) far <- 2 * far
  fitted$mu + direction * uniroot(f, c(far / 8, far), tol = 1e-9, maxiter = 200)$root
}

site_of <- function(x) factor(seq_along(x))
# The optimiser goes on to 1e-10; glmer takes the standard error from a Hessian by finite differences.
glmer_of <- function(x, n) {
  d <- data.frame(x, n, site = site_of(x))
  m <- suppressMessages(suppressWarnings(glmer(
    cbind(x, n - x) ~ 1 + (1 | site), d, binomial, nAGQ = 25,
    control = glmerControl(optimizer = "bobyqa", optCtrl = list(rhobeg = 0.2, rhoend = 1e-11, maxfun = 1e5), tolPwrss = 1e-10)
  )))
  list(mu = unname(fixef(m)), sigma = unname(getME(m, "theta")), se = sqrt(vcov(m)[1, 1]))
}

example <- function(name, x, n, glmer = TRUE, levels = 0.95) {
  fitted <- fit(x, n)
  result <- list(name = name, events = I(x), n = I(n), mu = fitted$mu, sigma = fitted$sigma, se = fitted$se,
    logLikelihood = fitted$value, likelihoodRatio = max(0, 2 * (fitted$value - fitted$atZero)),
    profiles = lapply(levels, function(level) {
      list(level = level, lower = profile_end(x, n, fitted, level, -1), upper = profile_end(x, n, fitted, level, 1))
    }))
  if (glmer) result$glmer <- glmer_of(x, n)
  result
}

set.seed(1958)
made <- function(k, mu, sigma, sizes) {
  n <- sample(sizes, k, replace = TRUE)
  list(n = n, x = rbinom(k, n, plogis(rnorm(k, mu, sigma))))
}
many <- made(40, -0.4, 0.8, 10:60)
rare <- made(25, -3.2, 1, 8:30)
large <- made(8, 0.5, 0.4, 20000:90000)
bcg <- dat.bcg

examples <- list(
  example("golden", c(12, 30, 7, 18, 41), c(30, 52, 25, 33, 90), levels = c(0.8, 0.95, 0.99)),
  example("tuberculosis among the vaccinated (dat.bcg)", bcg$tpos, bcg$tpos + bcg$tneg),
  example("40 sites", many$x, many$n),
  example("rare events, many sites without", rare$x, rare$n, levels = c(0.8, 0.95)),
  example("8 large sites", large$x, large$n),
  example("a site without events, no heterogeneity", c(0, 5, 9, 4), c(12, 20, 31, 18)),
  example("a site of events only", c(8, 5, 9, 14), c(8, 20, 31, 18)),
  # glmer refuses sites that are all alike, and its 25 nodes are too few for the others.
  example("3 alike", c(6, 6, 6), c(10, 10, 10), glmer = FALSE),
  example("a site without events and one of events only", c(0, 11, 9, 14), c(9, 11, 31, 18), glmer = FALSE),
  example("one site with events of three", c(0, 0, 3), c(10, 12, 10), glmer = FALSE, levels = c(0.5, 0.9)),
  example("two tops over tau, one at 0 and a higher one", c(1, 0, 2), c(1, 11, 14), glmer = FALSE),
  example("one participant at most sites", c(1, 0, 1, 1, 0, 2), c(1, 1, 1, 1, 1, 3), glmer = FALSE, levels = 0.9)
)

cat(toJSON(
  list(
    about = list(
      script = "tests/published/binomial-mixed-model.R", R = R.version.string,
      lme4 = as.character(packageVersion("lme4")), metafor = as.character(packageVersion("metafor"))
    ),
    examples = examples
  ),
  digits = NA, auto_unbox = TRUE, pretty = FALSE
), "\n")
