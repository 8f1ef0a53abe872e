# What R makes of the data sets of the page of published analyses (functions/reference/reanalysis/), and the data themselves.
# Run: Rscript tests/published/reanalysis.R > tests/published/reanalysis.json

suppressMessages({
  library(metafor)
  library(survival)
  library(MASS)
  library(jsonlite)
})
tight <- list(threshold = 1e-13, maxiter = 100000)

bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
bcg_fit <- rma(yi, vi, data = bcg, method = "REML", test = "knha", control = tight)
bcg_prediction <- predict(bcg_fit)
pre <- dat.collins1985b
pre <- escalc(measure = "OR", ai = pre.xti, n1i = pre.nti, ci = pre.xci, n2i = pre.nci, data = pre)

remission <- survfit(Surv(time, cens) ~ treat, gehan, conf.type = "log-log")
medians <- quantile(remission, 0.5)
test <- survdiff(Surv(time, cens) ~ treat, gehan)

cat(toJSON(list(
  about = list(
    script = "tests/published/reanalysis.R", R = R.version.string, metafor = as.character(packageVersion("metafor")),
    survival = as.character(packageVersion("survival"))
  ),
  bcg = list(
    trials = lapply(seq_len(nrow(dat.bcg)), function(i) {
      with(dat.bcg[i, ], list(name = paste0(author, " ", year), counts = c(tpos, tneg, cpos, cneg)))
    }),
    effects = as.numeric(bcg$yi), variances = as.numeric(bcg$vi),
    estimate = unname(bcg_fit$beta[1]), interval = c(bcg_fit$ci.lb, bcg_fit$ci.ub),
    predictionInterval = c(bcg_prediction$pi.lb, bcg_prediction$pi.ub)
  ),
  diuretics = list(
    trials = lapply(seq_len(nrow(pre)), function(i) {
      with(pre[i, ], list(name = author, counts = c(pre.xti, pre.nti - pre.xti, pre.xci, pre.nci - pre.xci)))
    }),
    effects = as.numeric(pre$yi), variances = as.numeric(pre$vi)
  ),
  remission = list(
    times = lapply(split(gehan, gehan$treat), function(arm) {
      arm <- arm[order(arm$time, -arm$cens), ]
      list(weeks = arm$time, relapsed = arm$cens)
    }),
    medians = lapply(1:2, function(i) list(
      group = sub("treat=", "", rownames(medians$quantile)[i]), median = medians$quantile[i],
      lower = medians$lower[i], upper = medians$upper[i]
    )),
    expected = test$exp, chiSquare = test$chisq, p = pchisq(test$chisq, 1, lower.tail = FALSE)
  )
), auto_unbox = TRUE, digits = NA, na = "null"), "\n")
