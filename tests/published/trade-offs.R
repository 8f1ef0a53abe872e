# Expected values for functions/analysis/consensus/trade-offs/domain-weights.ts: glm on the differences of steps, with the sandwich
# of Liang & Zeger (Biometrika 73:13, 1986) by rater, G/(G - 1), and weights by the delta method with t(G - 1).
# Run: Rscript tests/published/trade-offs.R > tests/published/trade-offs.json

suppressMessages(library(jsonlite))
set.seed(20260702)
levels <- c(3, 3, 2)
worth <- list(c(.9, .6), c(.7, .2), c(.5))
steps <- function(place, level) as.integer(level > seq_len(levels[place] - 1) - 1)

draw <- function(raters, each) {
  rows <- list()
  for (r in seq_len(raters)) for (i in seq_len(each)) {
    repeat {
      d <- sort(sample(3, 2))
      a <- c(sample(levels[d[1]], 1), sample(levels[d[2]], 1)) - 1
      b <- c(sample(levels[d[1]], 1), sample(levels[d[2]], 1)) - 1
      if ((a[1] - b[1]) * (a[2] - b[2]) < 0) break
    }
    x <- lapply(1:3, function(p) integer(levels[p] - 1))
    for (k in 1:2) x[[d[k]]] <- steps(d[k], a[k]) - steps(d[k], b[k])
    x <- unlist(x)
    p <- plogis(sum(x * unlist(worth)) * 2)
    y <- if (runif(1) < .08) .5 else rbinom(1, 1, p)
    rows[[length(rows) + 1]] <- list(rater = r, domains = d - 1, first = a, second = b, steps = x, y = y)
  }
  rows
}

fit <- function(rows) {
  X <- do.call(rbind, lapply(rows, `[[`, "steps")); y <- sapply(rows, `[[`, "y"); r <- sapply(rows, `[[`, "rater")
  m <- suppressWarnings(glm(y ~ 0 + X, family = binomial, control = glm.control(epsilon = 1e-14, maxit = 100)))
  b <- unname(coef(m)); p <- fitted(m)
  A <- solve(t(X) %*% (X * (p * (1 - p))))
  S <- rowsum(X * (y - p), r); G <- nrow(S)
  V <- A %*% (t(S) %*% S * G / (G - 1)) %*% A
  own <- rep(1:3, levels - 1)
  T <- tapply(b, own, sum); W <- sum(T)
  weights <- lapply(1:3, function(d) {
    g <- ((own == d) * W - T[d]) / W^2
    se <- sqrt(drop(t(g) %*% V %*% g))
    list(weight = unname(T[d] / W), lower = unname(T[d] / W - qt(.975, G - 1) * se), upper = unname(T[d] / W + qt(.975, G - 1) * se))
  })
  list(rows = rows, coefficients = b, errors = sqrt(diag(V)), weights = weights)
}

cat(toJSON(list(
  about = list(script = "tests/published/trade-offs.R", R = R.version.string),
  levels = levels,
  panels = list(fit(draw(12, 10)), fit(draw(30, 6)))
), digits = NA, auto_unbox = TRUE), "\n")
