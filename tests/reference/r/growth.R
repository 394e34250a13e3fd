# Trends of Table 5's gross regional product with base R; writes growth.csv beside this script.
# Run from the repository: Rscript tests/reference/r/growth.R
series <- read.csv("data/turkistan/growth_series.csv", encoding = "UTF-8")
y <- series$value[series$variable == "Y"]
t <- series$year[series$variable == "Y"] - 2015
ahead <- data.frame(t = 0:13)
rows <- list()
for (kind in c("linear", "exponential")) {
  response <- if (kind == "linear") y else log(y)
  fit <- lm(response ~ t)
  band <- predict(fit, ahead, interval = "prediction", level = 0.95)
  if (kind == "exponential") band <- exp(band)
  rows[[kind]] <- data.frame(
    kind = kind, year = 2015 + ahead$t, fitted = band[, "fit"], lower = band[, "lwr"],
    upper = band[, "upr"], intercept = coef(fit)[[1]], slope = coef(fit)[[2]],
    r_squared = summary(fit)$r.squared, slope_p = summary(fit)$coefficients[2, 4])
}
out <- do.call(rbind, rows)
out[] <- lapply(out, function(v) if (is.numeric(v)) sprintf("%.15g", v) else v)
write.csv(out, "tests/reference/r/growth.csv", row.names = FALSE, quote = FALSE)
