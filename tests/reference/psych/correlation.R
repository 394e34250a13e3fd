# Correlations with base R and psych; writes correlation.csv (key, row, column, value).
# Every 9th answer to A2 and every 11th to B1 is missing.
# Run from the repository: Rscript tests/reference/psych/correlation.R
suppressMessages(library(psych))
x <- read.csv("tests/reference/likert_simulated.csv")
x$A2[seq(9, 240, 9)] <- NA; x$B1[seq(11, 240, 11)] <- NA
out <- data.frame(key = character(), row = character(), column = character(), value = character())
put <- function(key, value, row, column) {
  out <<- rbind(out, data.frame(key = key, row = row, column = column,
                                value = sprintf("%.15g", as.numeric(value))))
}
for (method in c("pearson", "spearman")) {
  all <- corr.test(x, method = method, adjust = "none", ci = FALSE)
  counts <- crossprod(!is.na(x))
  for (j in names(x)) {
    put(paste0(method, "_r"), all$r[, j], names(x), j)
    put(paste0(method, "_p"), all$p[, j], names(x), j)
    put(paste0(method, "_n"), counts[, j], names(x), j)
  }
}
pair <- function(a, b, ...) cor.test(x[[a]], x[[b]], ...)
for (b in names(x)[-1]) {
  one <- pair("A1", b)
  put("cor_test", c(one$estimate, one$p.value, one$conf.int), "A1", b)
  two <- suppressWarnings(pair("A1", b, method = "spearman", exact = FALSE))
  n <- sum(!is.na(x[[b]])); r <- two$estimate
  limits <- tanh(atanh(r) + c(-1, 1) * qnorm(.975) * sqrt((1 + r^2 / 2) / (n - 3)))
  put("cor_test_spearman", c(r, two$p.value, limits), "A1", b)
}
y <- na.omit(x)
for (j in names(y)) put("listwise_spearman", cor(y, method = "spearman")[, j], names(y), j)
# Where p itself is below what a double holds: r of two lines with a fixed disturbance.
for (n in c(500, 5000, 50000)) {
  u <- seq_len(n); v <- u + n / 3 * sin(u)
  r <- cor(u, v); t <- r * sqrt((n - 2) / (1 - r^2))
  put("log10_p", (log(2) + pt(t, n - 2, lower.tail = FALSE, log.p = TRUE)) / log(10), n, "")
}
write.csv(out, "tests/reference/psych/correlation.csv", row.names = FALSE, quote = FALSE)
