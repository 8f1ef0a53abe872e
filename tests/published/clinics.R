# Expected values for functions/analysis/pooling/clinic-mean.ts and restricted-likelihood.ts, statistics/clustered-proportion.ts
# and jackknife.ts, and definition-comparison/clustered-agreement.ts.
# Run: Rscript tests/published/clinics.R > tests/published/clinics.json

suppressMessages({
  library(clubSandwich)
  library(jsonlite)
})

# Mean rate over clinics: Kleinman's weights n/(1 + (n - 1) rho), rho from the generalised Q (JASA 68:46, 1973).
clinic_mean <- function(x, n, level = 0.95) {
  k <- length(x)
  at <- function(rho) {
    w <- n / (1 + (n - 1) * rho)
    rate <- sum(w * x / n) / sum(w)
    list(w = w, size = sum(w), rate = rate, q = if (rate %in% 0:1) 0 else sum(w * (x / n - rate)^2) / (rate * (1 - rate)))
  }
  ratio <- at(0)$q / (k - 1)
  rho <- if (ratio <= 1) 0 else if (at(1)$q > k - 1) 1 else uniroot(function(r) at(r)$q - (k - 1), c(0, 1), tol = 1e-15)$root
  here <- at(rho)
  wilson <- function(rate, size, z) {
    mid <- (rate + z^2 / (2 * size)) / (1 + z^2 / size)
    half <- z * sqrt(rate * (1 - rate) / size + z^2 / (4 * size^2)) / (1 + z^2 / size)
    c(max(0, mid - half), min(1, mid + half))
  }
  z <- qnorm((1 + level) / 2)
  t <- qt((1 + level) / 2, k - 1)
  floor <- wilson(here$rate, here$size, z)
  se <- 1 / sqrt(here$size * here$rate * (1 - here$rate))
  plain <- if (ratio > 0) plogis(qlogis(here$rate) + c(-1, 1) * t * se * sqrt(min(1, ratio))) else NULL
  prediction <- plogis(qlogis(here$rate) + c(-1, 1) * t * sqrt(rho / (here$rate * (1 - here$rate)) + se^2))
  list(
    events = x, n = n, level = level, rate = here$rate, icc = rho, effectiveSampleSize = here$size, spreadRatio = ratio,
    interval = if (is.null(plain)) floor else c(min(plain[1], floor[1]), max(plain[2], floor[2])),
    plain = plain, prediction = if (here$rate %in% 0:1) NULL else prediction, weights = 100 * here$w / here$size
  )
}

# Restricted likelihood with two tops: looked for in a fine grid and polished; -1/2 (log|V| + log|X'V^-1 X| + Q).
reml <- function(y, v) {
  ll <- function(t) {
    w <- 1 / (v + t)
    m <- sum(w * y) / sum(w)
    -(sum(log(v + t)) + log(sum(w)) + sum(w * (y - m)^2)) / 2
  }
  grid <- c(0, exp(seq(log(1e-5), log(1e4), length.out = 20000)))
  values <- sapply(grid, ll)
  tops <- which(values >= c(-Inf, values[-length(values)]) & values >= c(values[-1], -Inf))
  polished <- lapply(tops, function(i) {
    if (i == 1) return(c(0, ll(0)))
    o <- optimize(ll, grid[c(i - 1, min(i + 1, length(grid)))], maximum = TRUE, tol = 1e-13)
    c(o$maximum, o$objective)
  })
  best <- polished[[which.max(sapply(polished, `[`, 2))]]
  w <- 1 / (v + best[1])
  list(
    effects = y, variances = v, tops = length(tops), tau2 = best[1], logLikelihood = best[2], estimate = sum(w * y) / sum(w)
  )
}

# Participants of clinics as a regression on a constant, with the cluster-robust variance CR1 of clubSandwich.
clustered <- function(x, n, level = 0.95) {
  d <- data.frame(clinic = rep(seq_along(x), n), y = unlist(Map(function(a, b) rep(1:0, c(a, b - a)), x, n)))
  fit <- lm(y ~ 1, d)
  variance <- as.numeric(vcovCR(fit, cluster = d$clinic, type = "CR1"))
  p <- mean(d$y)
  effect <- max(1, variance / (p * (1 - p) / sum(n)))
  size <- sum(n) / effect
  k <- length(x)
  crit <- max(qnorm((1 + level) / 2), qt((1 + level) / 2, k - 1) * sqrt(min(1, variance * sum(n) / (p * (1 - p)))))
  if (effect > 1) crit <- qt((1 + level) / 2, k - 1)
  mid <- (p + crit^2 / (2 * size)) / (1 + crit^2 / size)
  half <- crit * sqrt(p * (1 - p) / size + crit^2 / (4 * size^2)) / (1 + crit^2 / size)
  list(events = x, n = n, rate = p, designEffect = effect, interval = c(mid - half, mid + half))
}

# Cohen's kappa and Gwet's AC1 from the definitions, jackknifed over clinics. Columns: both, only first, only second, neither.
agreement <- function(cells) {
  coefficients <- function(m) {
    s <- colSums(m)
    n <- sum(s)
    po <- (s[1] + s[4]) / n
    a <- (s[1] + s[2]) / n
    b <- (s[1] + s[3]) / n
    pe <- a * b + (1 - a) * (1 - b)
    yes <- (a + b) / 2
    ce <- 2 * yes * (1 - yes)
    c((po - pe) / (1 - pe), (po - ce) / (1 - ce))
  }
  k <- nrow(cells)
  whole <- coefficients(cells)
  without <- sapply(1:k, function(i) coefficients(cells[-i, , drop = FALSE]))
  se <- sqrt((k - 1) / k * rowSums((without - rowMeans(without))^2))
  list(cells = cells, kappa = whole[1], ac1 = whole[2], kappaSe = se[1], ac1Se = se[2], t = qt(.975, k - 1))
}

set.seed(20270118)
random_tables <- function(k) t(sapply(1:k, function(i) rmultinom(1, 20 + 5 * i, c(.35, .1, .15, .4) * rexp(4, 1) ^ .4)))

cat(toJSON(
  list(
    about = list(
      script = "tests/published/clinics.R", R = R.version.string,
      clubSandwich = as.character(packageVersion("clubSandwich"))
    ),
    clinicMeans = list(
      clinic_mean(c(19, 15, 11, 19), c(46, 35, 27, 48)),
      clinic_mean(c(12, 30, 7, 18, 41), c(30, 52, 25, 33, 90)),
      clinic_mean(c(12, 30, 7, 18, 41), c(30, 52, 25, 33, 90), 0.9),
      clinic_mean(c(0, 5, 9, 4), c(12, 20, 31, 18)),
      clinic_mean(c(1, 9, 40), c(20, 30, 55)),
      clinic_mean(c(0, 20, 0, 15), c(20, 20, 25, 15)),
      clinic_mean(c(0, 0, 0), c(20, 30, 25)),
      clinic_mean(c(20, 30, 25), c(20, 30, 25)),
      clinic_mean(c(5, 10, 15), c(20, 40, 60))
    ),
    reml = list(
      reml(c(2.9, 3.0, -2.7), c(.01, .01, 5)),
      reml(c(0.1, 3.2, 3.3, -4), c(4, .02, .02, 3)),
      reml(c(-1.9, -2.6, -0.8, -2.1, -1.2), c(.45, .60, .38, .52, .30)^2)
    ),
    clustered = list(
      clustered(c(12, 30, 7, 18, 41), c(30, 52, 25, 33, 90)),
      clustered(c(19, 15, 11, 19), c(46, 35, 27, 48)),
      clustered(c(3, 25, 9), c(40, 45, 20)),
      clustered(c(8, 11, 9, 14, 20), c(20, 24, 21, 31, 40))
    ),
    agreement = lapply(c(3, 4, 6, 10), function(k) agreement(random_tables(k)))
  ),
  digits = NA, auto_unbox = TRUE, pretty = FALSE, null = "null"
), "\n")
