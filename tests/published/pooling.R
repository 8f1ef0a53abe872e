# Expected values for functions/analysis/pooling/ and statistics/wilson.ts, from metafor.
# Run: Rscript tests/published/pooling.R > tests/published/pooling.json
#
# The iterations are carried on far beyond metafor's default threshold (1e-5), so that an optimum is compared with an
# optimum and not with the place where a search stopped; the threshold is in the unit of the variances.

suppressMessages({
  library(metafor)
  library(jsonlite)
})
search <- function(yi, vi) {
  scale <- mean(vi) + var(yi)
  list(threshold = 1e-12 * scale, tol = 1e-12 * scale, maxiter = 100000, tau2.max = 1e4 * scale)
}

# Conventional prediction interval: t(k-2), conventional standard error (Higgins, Thompson & Spiegelhalter 2009).
conventional_prediction <- function(yi, vi, method) {
  fit <- rma(yi, vi, method = method, control = search(yi, vi))
  half <- qt(0.975, fit$k - 2) * sqrt(fit$tau2 + fit$se^2)
  c(fit$beta - half, fit$beta + half)
}

# metafor's root search stops within 1e-4 of the root; Newton's method polishes it, of the same equation, to the last
# digits. A bound below 0 is 0 there, and both are where the interval is the empty set.
q_profile <- function(yi, vi, level = 0.95) {
  fit <- rma(yi, vi, method = "DL")
  ci <- suppressMessages(confint(fit, level = 100 * level, control = list(tau2.max = 1e6 * (mean(vi) + var(yi)), maxiter = 100000)))
  q <- function(t) {
    w <- 1 / (vi + t)
    sum(w * (yi - sum(w * yi) / sum(w))^2)
  }
  slope <- function(t) {
    w <- 1 / (vi + t)
    -sum((w * (yi - sum(w * yi) / sum(w)))^2)
  }
  polish <- function(t, target) {
    if (t == 0) return(0)
    for (i in 1:50) t <- t - (q(t) - target) / slope(t)
    t
  }
  df <- length(yi) - 1
  theirs <- unname(ci$random["tau^2", c("ci.lb", "ci.ub")])
  bounds <- c(polish(theirs[1], qchisq((1 + level) / 2, df)), polish(theirs[2], qchisq((1 - level) / 2, df)))
  stopifnot(all(abs(bounds - theirs) <= 1e-3 * (bounds + fit$vt)))
  list(
    level = level, tau = bounds, iSquared = 100 * bounds / (bounds + fit$vt),
    atZero = if (ci$ci.null) "both" else if (theirs[1] == 0) "lower" else "none"
  )
}

pooled <- function(yi, vi, method) {
  plain <- rma(yi, vi, method = method, test = "knha", control = search(yi, vi))
  modified <- rma(yi, vi, method = method, test = "adhoc", control = search(yi, vi))
  metafor_prediction <- predict(plain)
  list(
    estimate = as.numeric(plain$beta), tauSquared = plain$tau2, iSquared = plain$I2,
    q = plain$QE, qP = plain$QEp, weights = as.numeric(weights(plain)),
    plain = list(se = plain$se, lower = plain$ci.lb, upper = plain$ci.ub),
    modified = list(se = modified$se, lower = modified$ci.lb, upper = modified$ci.ub),
    predictionKnha = c(metafor_prediction$pi.lb, metafor_prediction$pi.ub),
    predictionConventional = conventional_prediction(yi, vi, method)
  )
}

example <- function(name, yi, vi) {
  methods <- c("DL", "REML", "PM")
  list(
    name = name, effects = yi, variances = vi,
    qProfile = lapply(c(0.8, 0.95, 0.99), function(level) q_profile(yi, vi, level)),
    results = setNames(lapply(methods, function(method) pooled(yi, vi, method)), methods)
  )
}

collins <- escalc(measure = "OR", ai = pre.xti, n1i = pre.nti, ci = pre.xci, n2i = pre.nci, data = dat.collins1985b)
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)

examples <- list(
  example("golden", c(-1.9, -2.6, -0.8, -2.1, -1.2), c(.45, .60, .38, .52, .30)^2),
  example("bcg", as.numeric(bcg$yi), as.numeric(bcg$vi)),
  example("collins", as.numeric(collins$yi), as.numeric(collins$vi)),
  example("no heterogeneity", c(1, 1.1, 0.9, 1.05), c(1, 2, 1.5, 0.8)),
  example("little heterogeneity", c(0.2, 0.9, -0.4, 0.5, 0.1), c(0.3, 0.2, 0.25, 0.4, 0.15)),
  example("three sites", c(0.2, 1.4, -0.6), c(0.1, 0.2, 0.05)),
  example("one precise site", c(3, 0.1, 0.2, -0.1, 0.4), c(1e-4, 1, 1, 2, 1.5)),
  example("far apart", c(-100, 50, 300, 20), c(0.01, 0.02, 0.01, 0.5)),
  example("large scale", c(1.9e6, 2.6e6, 0.8e6, 2.1e6, 1.2e6), c(2e11, 3.6e11, 1.4e11, 2.7e11, 9e10))
)

proportions <- function(name, events, n) {
  effects <- escalc(measure = "PLO", xi = events, ni = n)
  fit <- rma(yi, vi, data = effects, method = "REML", test = "knha",
             control = search(effects$yi, effects$vi))
  prediction <- predict(fit, transf = transf.ilogit)
  conventional <- transf.ilogit(conventional_prediction(effects$yi, effects$vi, "REML"))
  list(
    name = name, events = events, n = n,
    logits = as.numeric(effects$yi), variances = as.numeric(effects$vi),
    estimate = prediction$pred, lower = prediction$ci.lb, upper = prediction$ci.ub,
    predictionKnha = c(prediction$pi.lb, prediction$pi.ub), predictionConventional = conventional,
    tauSquared = fit$tau2, iSquared = fit$I2
  )
}

rates <- list(
  proportions("golden", c(12, 30, 7, 18, 41), c(30, 52, 25, 33, 90)),
  proportions("a clinic without events", c(0, 5, 9, 4), c(12, 20, 31, 18)),
  proportions("a clinic of events only", c(8, 5, 9, 14), c(8, 20, 31, 18)),
  proportions("both", c(0, 11, 9, 14), c(9, 11, 31, 18))
)

# Stroke patients' length of stay in specialist and usual care, 9 trials (metafor: dat.normand1999).
means <- local({
  d <- dat.normand1999
  search_of <- function(e) rma(yi, vi, data = e, method = "REML", test = "knha", control = search(e$yi, e$vi))
  single <- escalc(measure = "MN", mi = m1i, sdi = sd1i, ni = n1i, data = d)
  difference <- escalc(measure = "MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = d)
  of <- function(e) {
    fit <- search_of(e)
    list(
      effects = as.numeric(e$yi), variances = as.numeric(e$vi),
      estimate = as.numeric(fit$beta), standardError = fit$se, tauSquared = fit$tau2
    )
  }
  list(
    first = data.frame(n = d$n1i, mean = d$m1i, sd = d$sd1i), second = data.frame(n = d$n2i, mean = d$m2i, sd = d$sd2i),
    single = of(single), difference = of(difference)
  )
})

left_out <- local({
  yi <- c(-1.9, -2.6, -0.8, -2.1, -1.2)
  vi <- c(.45, .60, .38, .52, .30)^2
  fit <- rma(yi, vi, method = "REML", test = "knha", control = search(yi, vi))
  l <- leave1out(fit)
  data.frame(estimate = l$estimate, se = l$se, lower = l$ci.lb, upper = l$ci.ub, tauSquared = l$tau2)
})

wilson <- do.call(rbind, lapply(list(c(12, 30), c(0, 10), c(10, 10), c(1, 1000), c(1, 1), c(0, 1), c(45, 90), c(499999, 1e6)), function(x) {
  do.call(rbind, lapply(c(0.9, 0.95, 0.99), function(level) {
    ci <- suppressWarnings(prop.test(x[1], x[2], conf.level = level, correct = FALSE)$conf.int)
    data.frame(events = x[1], n = x[2], level = level, lower = ci[1], upper = ci[2])
  }))
}))

cat(toJSON(
  list(
    about = list(
      script = "tests/published/pooling.R", R = R.version.string, metafor = as.character(packageVersion("metafor"))
    ),
    examples = examples, proportions = rates, means = means, leaveOneOut = left_out, wilson = wilson
  ),
  digits = NA, auto_unbox = TRUE, pretty = TRUE
), "\n")
