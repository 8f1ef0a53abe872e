# The simulation of METHODS.md "Threshold (MCID) estimation", rebuilt: true minimal important change 5, reliability .6,
# proportions improved .28, .50 and .72. For functions/analysis/meaningful-change/, from pROC and glm.
# Run: Rscript tests/published/threshold-simulation.R > tests/published/threshold-simulation.json
#
# METHODS gives no more of it than that. Here the true change has a standard deviation of 8, its measurement a reliability
# of .6, and each participant a threshold of their own, N(5, 3), above which they call themselves improved; that comes
# within .1 of the predictive and adjusted values printed. Changes are in half points, so that a table of counts holds them.

suppressMessages({
  library(pROC)
  library(jsonlite)
})

simulated <- function(proportion, seed, n = 100000) {
  set.seed(seed)
  sd_true <- 8
  sd_threshold <- 3
  centre <- 5 + qnorm(proportion) * sqrt(sd_true^2 + sd_threshold^2)
  true_change <- rnorm(n, centre, sd_true)
  improvement <- round(2 * (true_change + rnorm(n, 0, sd_true * sqrt(0.4 / 0.6)))) / 2
  over <- true_change - rnorm(n, 5, sd_threshold)
  # Steps of 6 points, as far as 3 either way: 1 is minimally improved, 0 unchanged.
  anchor <- pmax(-3, pmin(3, ceiling(over / 6)))

  improved <- as.integer(over > 0)
  r <- roc(improved, improvement, quiet = TRUE, direction = "<", levels = c(0, 1))
  best <- coords(r, "best", best.method = "youden", ret = "threshold", transpose = FALSE)
  fit <- glm(improved ~ improvement, family = binomial, control = glm.control(epsilon = 1e-15, maxit = 100))
  b <- unname(coef(fit))
  p <- mean(improved)
  predictive <- (log(p / (1 - p)) - b[1]) / b[2]
  r_pb <- cor(improvement, improved)
  minimal <- improvement[anchor == 1]
  over_unchanged <- t.test(minimal, improvement[anchor == 0])
  table <- aggregate(n ~ improvement + anchor, data.frame(improvement, anchor, n = 1L), sum)
  list(
    proportion = p, table = as.list(table),
    area = as.numeric(auc(r)), areaError = sqrt(var(r, method = "delong")), best = I(best$threshold),
    b = b, errors = unname(sqrt(diag(vcov(fit)))), predictive = predictive,
    adjusted = predictive - (0.090 + 0.103 * r_pb) * sd(improvement) * log(p / (1 - p)),
    meanChange = mean(minimal), meanChangeInterval = as.numeric(t.test(minimal)$conf.int),
    overUnchanged = unname(over_unchanged$estimate[1] - over_unchanged$estimate[2]),
    pearson = cor(improvement, anchor), spearman = cor(improvement, anchor, method = "spearman")
  )
}

cat(toJSON(
  list(
    about = list(
      script = "tests/published/threshold-simulation.R", R = R.version.string,
      pROC = as.character(packageVersion("pROC"))
    ),
    simulations = list(simulated(0.28, 28), simulated(0.50, 50), simulated(0.72, 72))
  ),
  digits = NA, auto_unbox = TRUE
), "\n")
