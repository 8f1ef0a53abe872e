# Expected values for functions/analysis/statistics/distributions.ts, from R's own distribution functions.
# Run: Rscript tests/published/distributions.R > tests/published/distributions.json

options(digits = 17)
number <- function(x) formatC(x, digits = 17, format = "g", width = 1)
row <- function(...) paste0("[", paste(number(c(...)), collapse = ","), "]")
block <- function(name, rows) paste0("\"", name, "\":[\n", paste(rows, collapse = ",\n"), "]")

degrees <- c(1, 1.5, 2, 3, 3.7, 4, 5, 7, 10, 15.3, 30, 31, 59, 100, 1000, 12345.6, 1e5, 1e6)
probabilities <- c(
  1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-12, 1e-8, 1e-5, 1e-3, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.45,
  0.499, 0.5, 0.501, 0.55, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 1 - 1e-5, 1 - 1e-8, 1 - 1e-12
)
z <- c(-37, -30, -20, -12, -8, -6, -4, -3, -2.5, -1.959963984540054, -1.5, -1, -0.5, -0.1, -1e-3, -1e-8, 0,
       1e-8, 1e-3, 0.1, 0.5, 1, 1.5, 1.7, 1.8, 1.959963984540054, 2.5, 3, 4, 6, 8, 12)
t_values <- c(-1e100, -1e20, -1e8, -1e4, -300, -100, -40, -20, -10, -5, -3, -2.5, -2, -1.75, -1.7, -1, -0.5, -0.1,
              -1e-4, -1e-9, 0, 1e-6, 0.3, 1, 2, 4, 12.706204736432095, 50)

# Skip what R itself can only give as 0 or as a denormal.
kept <- function(p) p > 1e-290

out <- c(
  paste0("\"about\":{\"script\":\"tests/published/distributions.R\",\"R\":\"", R.version.string, "\"}"),
  block("normalCdf", sapply(z, function(x) row(x, pnorm(x)))),
  block("normalQuantile", sapply(probabilities, function(p) row(p, qnorm(p)))),
  block("studentTCdf", unlist(lapply(degrees, function(df) {
    p <- pt(t_values, df)
    sapply(which(kept(p)), function(i) row(t_values[i], df, p[i]))
  }))),
  block("studentTQuantile", unlist(lapply(degrees, function(df) {
    t <- qt(probabilities, df)
    # R's own qt is off by up to 1 % at the far end (1e-200 with 1.5 df, by its own pt): keep what pt confirms.
    ok <- is.finite(t) & abs(pt(t, df) / probabilities - 1) < 1e-11
    sapply(which(ok), function(i) row(probabilities[i], df, t[i]))
  }))),
  block("chiSquare", unlist(lapply(degrees, function(df) {
    x <- df + sqrt(2 * df) * c(-30, -10, -5, -3, -2, -1, -0.5, 0, 0.1, 0.5, 1, 2, 3, 5, 10, 30)
    x <- c(x[x > 0], df * c(1e-8, 1e-3, 0.5, 2, 20))
    lower <- pchisq(x, df)
    upper <- pchisq(x, df, lower.tail = FALSE)
    ok <- kept(lower) & kept(upper)
    sapply(which(ok), function(i) row(x[i], df, lower[i], upper[i]))
  }))),
  block("chiSquareQuantile", unlist(lapply(degrees, function(df) {
    x <- qchisq(probabilities, df)
    sapply(which(x > 1e-290), function(i) row(probabilities[i], df, x[i]))
  })))
)
cat("{", paste(out, collapse = ",\n"), "}\n", sep = "")
