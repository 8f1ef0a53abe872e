# Expected values for functions/analysis/meaningful-change/, from pROC, glm and R's own functions, on data made up here.
# Run: Rscript tests/published/thresholds.R > tests/published/thresholds.json

suppressMessages({
  library(pROC)
  library(jsonlite)
})

one <- function(name, improvement, anchor, baseline) {
  improved <- as.integer(anchor >= 1)
  r <- roc(improved, improvement, quiet = TRUE, direction = "<", levels = c(0, 1))
  area <- as.numeric(auc(r))
  error <- sqrt(var(r, method = "delong"))
  best <- coords(r, "best", best.method = "youden", ret = c("threshold", "sensitivity", "specificity"), transpose = FALSE)
  fit <- glm(improved ~ improvement, family = binomial, control = glm.control(epsilon = 1e-15, maxit = 100))
  b <- unname(coef(fit))
  p <- mean(improved)
  predictive <- (log(p / (1 - p)) - b[1]) / b[2]
  r_pb <- cor(improvement, improved)
  minimal <- improvement[anchor == 1]
  mean_change <- t.test(minimal)
  over <- t.test(minimal, improvement[anchor == 0])
  pearson <- cor.test(improvement, anchor)
  list(
    name = name, improvement = improvement, anchor = anchor, baseline = baseline,
    area = area, areaError = error, best = best,
    b = b, errors = unname(sqrt(diag(vcov(fit)))), predictive = predictive,
    adjusted = predictive - (0.090 + 0.103 * r_pb) * sd(improvement) * log(p / (1 - p)),
    meanChange = list(estimate = unname(mean_change$estimate), lower = mean_change$conf.int[1], upper = mean_change$conf.int[2]),
    overUnchanged = list(estimate = unname(over$estimate[1] - over$estimate[2]), lower = over$conf.int[1], upper = over$conf.int[2], df = unname(over$parameter)),
    pearson = unname(pearson$estimate), pearsonInterval = as.numeric(pearson$conf.int),
    spearman = cor(improvement, anchor, method = "spearman"),
    sd = sd(baseline)
  )
}

# True minimal important change 5, reliability of the anchor's threshold .6: who changed by more than their own threshold says
# so. The proportion improved follows from the mean change.
simulated <- function(mean_change, n, seed) {
  set.seed(seed)
  true_change <- rnorm(n, mean_change, 5)
  observed <- round(true_change + rnorm(n, 0, 3), 1)
  threshold <- rnorm(n, 5, 2)
  anchor <- ifelse(true_change >= threshold + 6, 3, ifelse(true_change >= threshold + 3, 2, ifelse(true_change >= threshold, 1,
    ifelse(true_change >= threshold - 6, 0, -1))))
  baseline <- round(rnorm(n, 60, 12))
  one(sprintf("simulated, mean change %s", mean_change), observed, anchor, baseline)
}

set.seed(20263)
pain <- sample(-3:8, 90, replace = TRUE)
rough <- pmax(-3, pmin(3, round(pain / 2.5 + rnorm(90, 0, 1.2))))

cat(toJSON(
  list(
    about = list(script = "tests/published/thresholds.R", R = R.version.string, pROC = as.character(packageVersion("pROC"))),
    cases = list(
      simulated(1.5, 400, 1), simulated(5, 400, 2), simulated(8, 400, 3),
      one("an eleven-point scale with many ties", pain, rough, sample(4:10, 90, replace = TRUE))
    )
  ),
  digits = NA, auto_unbox = TRUE, pretty = FALSE
), "\n")
