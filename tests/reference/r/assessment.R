# Simple slopes, curves, importance, copulas and collinearity of single items, by regressions of R;
# writes assessment.csv beside. Run from the repository: Rscript tests/reference/r/assessment.R

answers <- read.csv("tests/reference/likert_simulated.csv")
n <- nrow(answers)
rows <- list()
put <- function(key, name, value) {
  rows[[length(rows) + 1]] <<- data.frame(
    key = key, name = name, value = sprintf("%.15g", value), stringsAsFactors = FALSE
  )
}
standard <- function(x) (x - mean(x)) / sqrt(mean((x - mean(x))^2))

z <- as.data.frame(lapply(answers[c("A1", "B1", "C1")], standard))
crossed <- lm(C1 ~ A1 * B1, z)
for (at in c(-1, 0, 1)) put("slope", at, coef(crossed)["A1"] + at * coef(crossed)["A1:B1"])
for (m in c(-1, 0, 1)) for (f in c(-1, 0, 1)) {
  put("predicted", paste(m, f), predict(crossed, data.frame(A1 = f, B1 = m)))
}
put("f_squared", "A1:B1", {
  less <- summary(lm(C1 ~ A1 + B1, z))$r.squared
  more <- summary(crossed)$r.squared
  (more - less) / (1 - more)
})

bent <- lm(C1 ~ A1 + I(A1^2), z)
put("bend", "A1", coef(bent)[3])
put("turning", "A1", -coef(bent)[2] / (2 * coef(bent)[3]))
for (f in c(-1, 0, 1)) put("curve", f, predict(bent, data.frame(A1 = f)))

hundred <- as.data.frame(lapply(answers, function(x) (x - 1) / 4 * 100))
plain <- lm(C1 ~ A1 + B1, hundred)
put("importance", "A1", coef(plain)["A1"])
put("importance", "B1", coef(plain)["B1"])
for (item in c("A1", "B1", "C1")) put("performance", item, mean(hundred[[item]]))

sums <- data.frame(sapply(c("A", "B", "C"), function(s) rowSums(answers[paste0(s, 1:4)])))
s <- as.data.frame(scale(sums))
steps <- function(x) {
  f <- ecdf(x)(x)
  qnorm(ifelse(f == 1, n / (n + 1), f))
}
ranks <- function(x) qnorm(rank(x) / (n + 1))
for (form in c("ranks", "steps")) {
  term <- get(form)
  for (set in c("A", "B", "AB")) {
    data <- s
    added <- strsplit(set, "")[[1]]
    for (name in added) data[[paste0("p", name)]] <- term(s[[name]])
    fit <- lm(reformulate(c("A", "B", paste0("p", added)), "C"), data)
    for (name in names(coef(fit))[-1]) put(paste(form, set), name, coef(fit)[name])
    put(paste(form, set), "r_squared", summary(fit)$r.squared)
  }
  for (name in c("A", "B")) put(paste(form, "correlation"), name, cor(s[[name]], term(s[[name]])))
}
for (name in c("A", "B")) {
  x <- sort((s[[name]] - mean(s[[name]])) / sd(s[[name]]))
  i <- seq_len(n)
  put("anderson_darling", name, -n - mean((2 * i - 1) * (pnorm(x, log.p = TRUE) +
    pnorm(rev(x), lower.tail = FALSE, log.p = TRUE))))
}
full <- diag(solve(cor(answers[c("A1", "B1", "C1")])))
for (item in names(full)) put("full_vif", item, full[item])

write.csv(do.call(rbind, rows), "tests/reference/r/assessment.csv", row.names = FALSE, quote = FALSE)
