# Expected values for functions/analysis/consensus/profiles/: logistic regression by glm, mixed logistic regression by lme4::glmer
# with adaptive quadrature, thresholds of the population of raters by integrate() and uniroot(), their errors by the delta method
# on a numeric Hessian of a likelihood that integrate() computes, and Fieller's interval.
# Run: Rscript tests/published/consensus-thresholds.R > tests/published/consensus-thresholds.json

suppressMessages({
  library(lme4)
  library(jsonlite)
})

# 16 profiles with 20 votes each, made for this project: improvement of pain and function in percent, votes for adequate.
pain <- c(0, 10, 15, 20, 20, 25, 30, 30, 35, 40, 40, 50, 50, 60, 70, 80)
fun <- c(0, 5, 20, 0, 30, 10, 5, 30, 20, 10, 40, 20, 50, 30, 60, 70)
yes <- c(0, 1, 3, 2, 8, 5, 7, 13, 13, 12, 18, 17, 20, 19, 20, 20)

plain <- function(formula, share) {
  m <- glm(formula, family = binomial, control = glm.control(epsilon = 1e-14, maxit = 100))
  b <- unname(coef(m)); V <- unname(vcov(m)); z <- qnorm(.975)
  thresholds <- if (length(b) > 2) list() else lapply(share, function(p) {
    a <- b[1] - qlogis(p); x <- -a / b[2]
    g <- c(-1, -x) / b[2]
    se <- sqrt(drop(t(g) %*% V %*% g))
    A <- b[2]^2 - z^2 * V[2, 2]; B <- a * b[2] - z^2 * V[1, 2]; C <- a^2 - z^2 * V[1, 1]
    list(share = p, estimate = x, se = se, fieller = (-B + c(-1, 1) * sqrt(B^2 - A * C)) / A)
  })
  list(coefficients = b, errors = unname(sqrt(diag(V))), deviance = m$deviance, df = m$df.residual, aic = AIC(m), thresholds = thresholds)
}

marginal <- function(eta, s) sapply(eta, function(e) integrate(function(u) plogis(e + s * u) * dnorm(u), -Inf, Inf, rel.tol = 1e-12)$value)

# log-likelihood with each rater's integral by integrate() about its mode.
loglik <- function(theta, X, y, rater) {
  k <- ncol(X); eta <- drop(X %*% theta[1:k]); s <- theta[k + 1]
  sum(sapply(split(seq_along(y), rater), function(i) {
    f <- function(u) sapply(u, function(v) sum(plogis((2 * y[i] - 1) * (eta[i] + s * v), log.p = TRUE)) - v^2 / 2)
    m <- optimize(f, c(-8, 8), maximum = TRUE, tol = 1e-8)
    log(integrate(function(u) exp(f(u) - m$objective), m$maximum - 12, m$maximum + 12, rel.tol = 1e-11, subdivisions = 400)$value) +
      m$objective - log(2 * pi) / 2
  }))
}

hessian <- function(f, x) {
  h <- 1e-3 * pmax(abs(x), .02); n <- length(x); H <- matrix(0, n, n)
  e <- function(i) { v <- numeric(n); v[i] <- h[i]; v }
  for (i in 1:n) for (j in 1:i) {
    H[i, j] <- H[j, i] <- if (i == j)
      (-f(x + 2 * e(i)) + 16 * f(x + e(i)) - 30 * f(x) + 16 * f(x - e(i)) - f(x - 2 * e(i))) / (12 * h[i]^2)
    else (f(x + e(i) + e(j)) - f(x + e(i) - e(j)) - f(x - e(i) + e(j)) + f(x - e(i) - e(j))) / (4 * h[i] * h[j])
  }
  H
}

set.seed(20260601)
panel <- function(raters, profiles, sigma, groups, shift) {
  rater <- rep(seq_len(raters), each = profiles)
  group <- rep(rep(seq_len(groups), length.out = raters), each = profiles)
  a <- rep(rnorm(raters, 0, sigma), each = profiles)
  x1 <- sample(seq(0, 80, 10), raters * profiles, TRUE)
  x2 <- sample(seq(0, 60, 10), raters * profiles, TRUE)
  y <- rbinom(raters * profiles, 1, plogis(-4 + .09 * x1 + .05 * x2 + shift * (group == 2) + a))
  data.frame(rater, group, x1, x2, y)
}

mixed <- function(d, groups, share = c(.3, .5, .7)) {
  f <- if (groups == 1) y ~ x1 + x2 + (1 | rater) else y ~ (x1 + x2) * factor(group) + (1 | rater)
  m <- glmer(f, d, family = binomial, nAGQ = 25, control = glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e6)))
  X <- if (groups == 1) cbind(1, d$x1, d$x2) else cbind(1, d$x1, d$x2, d$group == 2, d$x1 * (d$group == 2), d$x2 * (d$group == 2))
  # lme4 puts the group before the interactions, which is the same order.
  s <- unname(attr(VarCorr(m)$rater, "stddev"))
  polish <- optim(c(unname(fixef(m)), s), function(t) -loglik(t, X, d$y, d$rater), method = "BFGS",
    control = list(reltol = 1e-14, parscale = pmax(1e-3, abs(c(fixef(m), s))), maxit = 50))
  t <- polish$par; k <- ncol(X)
  V <- solve(-hessian(function(q) loglik(q, X, d$y, d$rater), t))
  held <- 30
  lines <- if (groups == 1) list(c(1, 0, held)) else list(c(1, 0, held, 0, 0, 0), c(1, 0, held, 1, 0, held))
  steps <- if (groups == 1) list(c(0, 1, 0)) else list(c(0, 1, 0, 0, 0, 0), c(0, 1, 0, 0, 1, 0))
  at <- function(t, p, which) {
    uniroot(function(x) mean(sapply(which, function(g) marginal(sum(t[1:k] * (lines[[g]] + x * steps[[g]])), t[k + 1]))) - p,
      c(-300, 400), tol = 1e-11)$root
  }
  thresholds <- unlist(lapply(if (groups == 1) list(1) else list(1:2, 1, 2), function(which) lapply(share, function(p) {
    x <- at(t, p, which)
    g <- sapply(seq_along(t), function(i) { h <- 1e-4 * max(abs(t[i]), .01); u <- t; l <- t; u[i] <- u[i] + h; l[i] <- l[i] - h
      (at(u, p, which) - at(l, p, which)) / (2 * h) })
    list(group = if (length(which) > 1 || groups == 1) "all" else paste0("g", which), share = p, estimate = x, se = sqrt(drop(t(g) %*% V %*% g)))
  })), recursive = FALSE)
  list(data = d, groups = groups, lme4 = list(coefficients = unname(fixef(m)), sigma = s, logLik = as.numeric(logLik(m))),
    coefficients = t[1:k], sigma = t[k + 1], logLik = -polish$value, errors = sqrt(diag(V)), held = held, thresholds = thresholds)
}

cat(toJSON(
  list(
    about = list(script = "tests/published/consensus-thresholds.R", R = R.version.string, lme4 = as.character(packageVersion("lme4"))),
    profiles = list(pain = pain, fun = fun, yes = yes, n = 20),
    pain = plain(cbind(yes, 20 - yes) ~ pain, c(.5, .7, .8)),
    both = plain(cbind(yes, 20 - yes) ~ pain + fun, .5),
    marginal = lapply(list(c(0, 2), c(1, .5), c(-3, 1.5), c(4, 3), c(.2, 0)), function(v) list(eta = v[1], sigma = v[2], value = marginal(v[1], v[2]))),
    mixed = list(mixed(panel(18, 12, 1.2, 1, 0), 1), mixed(panel(24, 12, .9, 2, .8), 2), mixed(panel(30, 8, 2.5, 1, 0), 1))
  ),
  digits = NA, auto_unbox = TRUE, dataframe = "columns"
), "\n")
