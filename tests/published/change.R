# Expected values for functions/analysis/mean-change/: mean changes of five sites and of two arms, pooled, from made-up scores.
# Run: Rscript tests/published/change.R > tests/published/change.json

suppressMessages({
  library(metafor)
  library(jsonlite)
})
set.seed(20261124)

sizes <- c(harbor = 24, lakeside = 40, mesa = 31, summit = 26, valley = 52)
rows <- do.call(rbind, lapply(names(sizes), function(site) {
  n <- sizes[[site]]
  arm <- sample(c("usual", "ketamine"), n, replace = TRUE)
  baseline <- sample(4:10, n, replace = TRUE)
  better <- rnorm(1, 2, 0.7) + ifelse(arm == "ketamine", 1.2, 0) + rnorm(n, 0, 1.8)
  data.frame(site = site, arm = arm, baseline = baseline, followUp = pmin(10, pmax(0, round(baseline - better))))
}))
rows$change <- rows$followUp - rows$baseline

tight <- list(threshold = 1e-13, maxiter = 100000)
pooled <- function(yi, vi, ...) {
  fit <- rma(yi, vi, method = "REML", control = tight, ...)
  prediction <- predict(fit)
  list(
    estimate = unname(fit$beta[1]), standardError = fit$se, interval = c(fit$ci.lb, fit$ci.ub),
    predictionInterval = c(prediction$pi.lb, prediction$pi.ub), tau2 = fit$tau2, i2 = fit$I2, q = fit$QE, p = fit$QEp
  )
}

sites <- lapply(names(sizes), function(site) {
  ones <- rows[rows$site == site, ]
  whole <- t.test(ones$change)
  arms <- t.test(ones$change[ones$arm == "ketamine"], ones$change[ones$arm == "usual"])
  list(
    site = site, n = nrow(ones), mean = mean(ones$change), sd = sd(ones$change),
    standardError = whole$stderr, interval = as.numeric(whole$conf.int),
    byArm = lapply(c("usual", "ketamine"), function(arm) {
      values <- ones$change[ones$arm == arm]
      list(arm = arm, n = length(values), mean = mean(values), sd = sd(values))
    }),
    difference = list(
      estimate = unname(arms$estimate[1] - arms$estimate[2]), standardError = arms$stderr,
      df = unname(arms$parameter), interval = as.numeric(arms$conf.int)
    )
  )
})

yi <- sapply(sites, `[[`, "mean")
vi <- sapply(sites, `[[`, "standardError")^2
di <- sapply(sites, function(s) s$difference$estimate)
dv <- sapply(sites, function(s) s$difference$standardError)^2

cat(toJSON(list(
  about = list(script = "tests/published/change.R", R = R.version.string, metafor = as.character(packageVersion("metafor"))),
  rows = rows[, c("site", "arm", "baseline", "followUp")],
  sites = sites,
  pooled = pooled(yi, vi, test = "knha"),
  withoutFirst = pooled(yi[-1], vi[-1], test = "knha"),
  differences = pooled(di, dv, test = "knha")
), auto_unbox = TRUE, digits = NA), "\n")
