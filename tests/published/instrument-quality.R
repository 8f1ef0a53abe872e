# Expected values for functions/analysis/instrument-quality/: alpha, item-rest correlations and ICC from psych; omega of one
# factor from the minimum of the residual sum of squares, found here by optim to a tight tolerance and compared with psych::fa.
# Run: Rscript tests/published/instrument-quality.R > tests/published/instrument-quality.json

suppressMessages({
  library(psych)
  library(jsonlite)
})

omega <- function(x) {
  r <- cor(x); k <- ncol(x)
  f <- function(l) { e <- r - l %*% t(l); sum(e[upper.tri(e)]^2) }
  g <- function(l) { e <- r - l %*% t(l); diag(e) <- 0; as.numeric(-2 * e %*% l) }
  o <- optim(rep(0.7, k), f, g, method = "BFGS", control = list(reltol = 1e-16, maxit = 5000))
  l <- o$par * sign(sum(o$par))
  near <- suppressWarnings(fa(r, nfactors = 1, fm = "minres", n.obs = nrow(x)))
  stopifnot(max(abs(abs(as.numeric(near$loadings)) - abs(l))) < 1e-3)
  s <- apply(x, 2, sd)
  common <- sum(l * s)^2
  list(loadings = l, omega = common / (common + sum((1 - l^2) * s^2)))
}

case <- function(x) {
  a <- suppressWarnings(psych::alpha(x, check.keys = FALSE))
  o <- omega(x)
  list(
    rows = x, alpha = a$total$raw_alpha, itemRest = a$item.stats$r.drop, omega = o$omega, loadings = o$loadings
  )
}

set.seed(20269)
latent <- rnorm(150)
items <- sapply(c(1, 0.8, 0.9, 0.6, 0.7), function(b) pmin(4, pmax(0, round(2 + b * latent + rnorm(150, 0, 0.8)))))
three <- sapply(c(1.8, 2.2, 1.5), function(b) pmin(10, pmax(0, round(6 + b * latent[1:80] + rnorm(80, 0, 1.2)))))

first <- round(rnorm(60, 6, 2), 1)
second <- round(first - 0.4 + rnorm(60, 0, 0.9), 1)
icc <- suppressWarnings(ICC(cbind(first, second), lmer = FALSE))$results
agreement <- icc[icc$type == "ICC2", ]

cat(toJSON(list(
  consistency = list(case(items), case(three)),
  retest = list(pairs = cbind(first, second), icc = agreement$ICC)
), auto_unbox = TRUE, digits = 15, pretty = FALSE), "\n")
