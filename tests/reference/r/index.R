# Table 8 from the printed values with base R; writes index.csv beside this script.
# Run from the repository: Rscript tests/reference/r/index.R
catalogue <- read.csv("data/turkistan/indicators.csv", encoding = "UTF-8")
values <- read.csv("data/turkistan/indicator_values.csv", encoding = "UTF-8")
x <- tapply(values$value, list(values$id, values$year), sum)[catalogue$id, ]
rows <- list()
for (direction in c("polarity_published", "polarity_sensible")) {
  place <- t(apply(x, 1, function(v) {
    if (max(v) == min(v)) rep(1, length(v)) else (v - min(v)) / (max(v) - min(v))
  }))
  constant <- apply(x, 1, function(v) max(v) == min(v))
  negative <- catalogue[[direction]] == "negative" & !constant
  place[negative, ] <- 1 - place[negative, ]
  floored <- pmax(place, 0.01)
  for (domain in unique(catalogue$domain)) {
    mine <- catalogue$domain == domain
    rows[[paste(direction, domain)]] <- data.frame(
      direction = direction, domain = domain, year = as.integer(colnames(x)),
      arithmetic = colMeans(place[mine, ]),
      geometric = exp(colMeans(log(floored[mine, ]))),
      harmonic = 1 / colMeans(1 / floored[mine, ]),
      median = apply(place[mine, ], 2, median))
  }
}
out <- do.call(rbind, rows)
out[] <- lapply(out, function(v) if (is.double(v)) sprintf("%.15g", v) else v)
write.csv(out, "tests/reference/r/index.csv", row.names = FALSE, quote = FALSE)
