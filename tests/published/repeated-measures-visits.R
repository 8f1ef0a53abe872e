# Expected values for functions/analysis/repeated-measures/ where a visit has nobody, or few, and for AIC and BIC.
# Run: Rscript tests/published/repeated-measures-visits.R > tests/published/repeated-measures-visits.json

suppressMessages({
  library(nlme)
  library(jsonlite)
})

set.seed(20270119)
visits <- 5
make_trial <- function(n) {
  arm <- rep(0:1, length.out = n)
  baseline <- round(rnorm(n, 6, 1.5), 2)
  level <- rnorm(n)
  outcomes <- t(sapply(1:n, function(i) {
    e <- as.numeric(arima.sim(list(ar = .6), visits)) * seq(.8, 1.4, length.out = visits)
    round(5 - .2 * arm[i] * (1:visits) + .4 * (baseline[i] - 6) + .5 * level[i] + e, 2)
  }))
  outcomes[sample(length(outcomes), .15 * length(outcomes))] <- NA
  list(arm = arm, baseline = baseline, outcomes = outcomes)
}

long_form <- function(trial) {
  d <- data.frame(
    id = rep(seq_along(trial$arm), visits), place = rep(1:visits, each = length(trial$arm)),
    arm = factor(rep(trial$arm, visits)), baseline = rep(trial$baseline, visits), y = as.vector(trial$outcomes)
  )
  d <- d[!is.na(d$y), ]
  d$visit <- factor(d$place)
  d[order(d$id, d$place), ]
}

fit <- function(trial, correlation, weights = NULL) {
  d <- long_form(trial)
  model <- gls(
    y ~ arm * visit + baseline:visit, d, correlation = correlation, weights = weights,
    control = glsControl(maxIter = 1000, msMaxIter = 5000, tolerance = 1e-13, msTol = 1e-15)
  )
  l <- logLik(model)
  list(
    logLikelihood = as.numeric(l), parameters = attr(l, "df"), fixed = length(coef(model)), observations = nrow(d),
    aic = AIC(model), bic = BIC(model),
    phi = if (inherits(correlation, "corAR1")) as.numeric(coef(model$modelStruct$corStruct, unconstrained = FALSE)) else NULL
  )
}

# Nobody has the third of five visits, so that the second and the fourth are two places apart.
gap <- make_trial(80)
gap$outcomes[, 3] <- NA
each <- varIdent(form = ~ 1 | visit)

# Three participants have the last visit: as many as its means.
few <- make_trial(40)
few$outcomes[-(1:3), 5] <- NA
few$outcomes[1:3, 5] <- c(4.1, 3.7, 4.4)

whole <- make_trial(60)

cat(toJSON(
  list(
    about = list(
      script = "tests/published/repeated-measures-visits.R", R = R.version.string, nlme = as.character(packageVersion("nlme"))
    ),
    gap = list(trial = gap, ar1 = fit(gap, corAR1(.5, form = ~ place | id), each)),
    few = list(trial = few, compoundSymmetry = fit(few, corCompSymm(.5, form = ~ place | id))),
    whole = list(
      trial = whole, compoundSymmetry = fit(whole, corCompSymm(.5, form = ~ place | id)),
      unstructured = fit(whole, corSymm(form = ~ place | id), each)
    )
  ),
  digits = NA, auto_unbox = TRUE, na = "null", null = "null"
), "\n")
