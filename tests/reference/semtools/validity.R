# HTMT, AVE and composite reliability with semTools; writes validity.csv (key, row, column, value).
# AVE and reliability are of one-factor fits to the correlations of each scale, so that their
# loadings are standardised. The "reversed" ones are of data whose B2 and C1 run the other way.
# Run from the repository: Rscript tests/reference/semtools/validity.R
suppressMessages({library(lavaan); library(semTools)})
x <- read.csv("tests/reference/likert_simulated.csv")
out <- data.frame(key = character(), row = character(), column = character(), value = character())
put <- function(key, value, row = "", column = "") {
  out <<- rbind(out, data.frame(key = key, row = row, column = column,
                                value = sprintf("%.15g", as.numeric(value))))
}
scales <- c("A", "B", "C")
lines <- sapply(scales, function(s) paste(s, "=~", paste0(s, 1:4, collapse = " + ")))
turned <- x; turned$B2 <- 6 - turned$B2; turned$C1 <- 6 - turned$C1
for (kind in c("plain", "reversed")) {
  data <- if (kind == "plain") x else turned
  for (second in c(FALSE, TRUE)) {
    found <- as.matrix(htmt(paste(lines, collapse = "\n"), data, htmt2 = second))
    found[upper.tri(found)] <- t(found)[upper.tri(found)]
    for (s in scales) put(paste0(if (second) "htmt2_" else "htmt_", kind), found[, s], scales, s)
  }
}
whole <- cfa(paste(lines, collapse = "\n"), x, std.lv = TRUE)
phi <- lavInspect(whole, "cor.lv")
for (s in scales) put("construct_correlation", phi[, s], scales, s)
for (i in 1:3) {
  s <- scales[i]; names <- paste0(s, 1:4)
  fit <- cfa(lines[i], sample.cov = cor(x[, names]), sample.nobs = nrow(x), std.lv = TRUE,
             likelihood = "wishart")
  put("loading", lavInspect(fit, "est")$lambda[, 1], names, s)
  put("ave", AVE(fit, obs.var = FALSE), s)
  put("composite_reliability", compRelSEM(fit, obs.var = FALSE), s)
}
write.csv(out, "tests/reference/semtools/validity.csv", row.names = FALSE, quote = FALSE)
