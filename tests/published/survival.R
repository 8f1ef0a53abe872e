# Expected values for functions/analysis/survival/, from survival.
# Run: Rscript tests/published/survival.R > tests/published/survival.json
#
# lung, aml and veteran are shipped with the package; the others are made up here.

suppressMessages({
  library(survival)
  library(jsonlite)
})

# With few participants and a high level a bound may rise again after it has come down. quantile.survfit looks it up in
# order of height, which then misses the day on which it first came down; that day is expected here. It is below the
# height there, not at it, so that no level part is met.
bound_quantile <- function(time, bound, theirs) {
  known <- bound[!is.na(bound)]
  if (!is.unsorted(rev(known))) return(theirs)
  sapply(probabilities, function(p) time[which(bound <= 1 - p)[1]])
}

probabilities <- c(0.1, 0.25, 0.5, 0.75, 0.9)

curve_of <- function(time, event, level) {
  fit <- survfit(Surv(time, event) ~ 1, conf.type = "log-log", conf.int = level)
  q <- quantile(fit, probs = probabilities)
  list(
    level = level, time = I(fit$time), atRisk = I(fit$n.risk), events = I(fit$n.event), censored = I(fit$n.censor),
    survival = I(fit$surv), standardError = I(ifelse(fit$surv > 0, fit$surv * fit$std.err, NA)),
    lower = I(fit$lower), upper = I(fit$upper),
    quantile = unname(q$quantile),
    quantileLower = bound_quantile(fit$time, fit$lower, unname(q$lower)),
    quantileUpper = bound_quantile(fit$time, fit$upper, unname(q$upper))
  )
}

# survival carries a curve that ends above 0 on, level; a horizon beyond its end is not compared. Neither is one before the
# first time, which survival refuses.
restricted_of <- function(time, event, horizon) {
  fit <- survfit(Surv(time, event) ~ 1)
  row <- summary(fit, rmean = horizon)$table
  list(horizon = horizon, mean = row[["rmean"]], standardError = row[["se(rmean)"]])
}

test_of <- function(fit) {
  total <- function(x) if (is.matrix(x)) rowSums(x) else x
  list(
    groups = sub("^group=", "", names(fit$n)), chiSquare = fit$chisq, p = fit$pvalue, observed = unname(total(fit$obs)), expected = unname(total(fit$exp)),
    covariance = unname(fit$var)
  )
}

dataset <- function(name, time, event, group = NULL, stratum = NULL, horizons = numeric(0)) {
  result <- list(
    name = name, time = I(time), event = I(event == 1),
    curves = lapply(c(0.9, 0.95, 0.99), function(level) curve_of(time, event, level)),
    restricted = lapply(horizons, function(h) restricted_of(time, event, h))
  )
  if (!is.null(group)) {
    result$group <- as.character(group)
    result$logRank <- test_of(survdiff(Surv(time, event) ~ group))
  }
  if (!is.null(stratum)) {
    result$stratum <- as.character(stratum)
    result$stratified <- test_of(survdiff(Surv(time, event) ~ group + strata(stratum)))
  }
  result
}

lung <- survival::lung[!is.na(survival::lung$inst), ]

set.seed(4711)
ties <- data.frame(
  time = sample(0:12 * 7, 150, replace = TRUE), event = rbinom(150, 1, 0.6),
  group = sample(c("a", "b", "c"), 150, replace = TRUE), stratum = sample(c("north", "south"), 150, replace = TRUE)
)

datasets <- list(
  dataset("lung", lung$time, lung$status - 1, lung$sex, lung$inst, c(5, 180, 365, 1000, 1022)),
  dataset("aml", aml$time, aml$status, aml$x, NULL, c(9, 30.5, 161)),
  dataset("veteran", veteran$time, veteran$status, veteran$celltype, veteran$trt, c(30, 100, 999)),
  dataset("ties and events at time 0", ties$time, ties$event, ties$group, ties$stratum, c(7, 40, 84)),
  dataset("nobody censored, level at the median", 1:20, rep(1, 20), rep(c("a", "b"), 10), NULL, c(10, 20, 50)),
  dataset("ends level at the median", c(1, 2, 3, 3, 4, 6), c(1, 1, 1, 0, 0, 0), NULL, NULL, c(3, 6)),
  dataset("ends above the median", c(5, 8, 8, 12, 20, 20, 31), c(1, 0, 1, 0, 0, 0, 0), NULL, NULL, c(8, 31)),
  dataset("two events at time 0", c(0, 0, 3, 4), c(1, 1, 1, 0), c("a", "b", "a", "b"), NULL, c(1, 4)),
  dataset("all at once", c(4, 4, 4), c(1, 1, 1), NULL, NULL, c(4, 9)),
  dataset("all censored", c(1, 2, 2, 9), c(0, 0, 0, 0), NULL, NULL, c(1, 9)),
  dataset("one participant with the event", 7, 1, NULL, NULL, c(7, 9)),
  dataset("one participant censored", 7, 0, NULL, NULL, 7),
  dataset("a group gone before the first event", c(1, 1, 2, 3, 4, 5, 6), c(0, 0, 1, 1, 0, 1, 0),
          c("a", "a", "b", "c", "b", "c", "b"), NULL, 6)
)

cat(toJSON(
  list(
    about = list(
      script = "tests/published/survival.R", R = R.version.string,
      survival = as.character(packageVersion("survival"))
    ),
    probabilities = probabilities, datasets = datasets
  ),
  digits = NA, auto_unbox = TRUE, pretty = FALSE, na = "null"
), "\n")
