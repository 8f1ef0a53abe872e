# Reads a tidy export in three ways and compares them: as plain text, by the shipped load.R, and by what PSPP made of the
# shipped load.sps, read by haven. What a label must be stands in codebook.csv. Arguments: the folder of the files, and
# "sav" where PSPP has run. Prints one line for each way, and every difference.
arguments <- commandArgs(TRUE)
setwd(arguments[1])
has_sav <- "sav" %in% arguments
environment_of_files <- new.env()
sys.source("load.R", envir = environment_of_files)
read_plain <- function(file) {
  read.csv(file, colClasses = "character", na.strings = "", check.names = FALSE, encoding = "UTF-8")
}
codebook <- read_plain("codebook.csv")
differences <- character()
expect_same <- function(what, found, expected) {
  if (!identical(found, expected))
    differences <<- c(differences, paste0(what, ": ", toString(head(found, 5)), " <> ", toString(head(expected, 5))))
}
# What SPSS cannot hold is cut, as load.sps says.
shorten <- function(text, most) {
  ifelse(nchar(text, "bytes") <= most, text, NA_character_)
}
split_values <- function(written) {
  if (is.na(written)) return(NULL)
  pairs <- strsplit(strsplit(written, " | ", fixed = TRUE)[[1]], " = ", fixed = TRUE)
  data.frame(
    value = vapply(pairs, `[`, "", 1),
    label = vapply(pairs, function(pair) paste(pair[-1], collapse = " = "), "")
  )
}
format_cells <- function(x, type) {
  if (inherits(x, "POSIXct")) return(sub("(\\.\\d{3})?$", "", format(x, "%Y-%m-%dT%H:%M:%S", tz = "UTC")))
  if (inherits(x, "Date")) return(format(x, "%Y-%m-%d"))
  text <- as.character(x)
  text[!is.na(text) & text == ""] <- NA
  text
}
compare <- function(name, read_table, has_factors) {
  rows <- codebook[codebook$table == name, ]
  plain <- read_plain(paste0(name, ".csv"))
  table <- read_table(name)
  expect_same(paste(name, "rows"), nrow(table), nrow(plain))
  labels <- 0L
  for (at in seq_len(nrow(rows))) {
    variable <- rows$variable[at]
    what <- paste(name, variable)
    column <- table[[variable]]
    label <- shorten(rows$label[at], 255)
    if (!is.na(label)) expect_same(paste(what, "label"), attr(column, "label", exact = TRUE), label)
    expected <- plain[[variable]]
    bare <- if (has_sav && !has_factors) haven::zap_labels(column) else column
    attributes_kept <- intersect(class(bare), c("Date", "POSIXct", "POSIXt"))
    found <- if (length(attributes_kept) > 0) format_cells(bare) else format_cells(as.vector(bare))
    if (inherits(bare, "POSIXct")) expected <- sub("\\.\\d{3}Z$", "", expected)
    if (rows$type[at] %in% c("integer", "number")) {
      found <- as.numeric(found)
      expected <- as.numeric(expected)
      same <- identical(is.na(found), is.na(expected)) && all(abs(found - expected) < 1e-9, na.rm = TRUE)
      if (!same) differences <<- c(differences, paste(what, "numbers"))
    } else expect_same(paste(what, "cells"), found, expected)
    values <- split_values(rows$values[at])
    if (is.null(values)) next
    labels <- labels + nrow(values)
    if (has_factors) {
      factor <- table[[paste0(variable, "_label")]]
      counted <- table(plain[[variable]])
      for (value in seq_len(nrow(values))) {
        expected_count <- if (values$value[value] %in% names(counted)) counted[[values$value[value]]] else 0L
        expect_same(paste(what, values$value[value]), sum(factor == values$label[value], na.rm = TRUE), as.integer(expected_count))
      }
    } else {
      found_labels <- attr(column, "labels", exact = TRUE)
      in_order <- match(values$value, trimws(as.character(found_labels)))
      short <- !is.na(shorten(values$label, 120))
      expect_same(paste(what, "value labels"), names(found_labels)[in_order][short], values$label[short])
    }
  }
  c(1L, nrow(plain), nrow(rows), labels)
}
summarize <- function(way, read_table, has_factors) {
  counts <- Reduce(`+`, lapply(unique(codebook$table), compare, read_table, has_factors))
  cat(way, counts, "\n")
}
summarize("R", function(name) environment_of_files[[name]], TRUE)
if (has_sav) summarize("SPSS", function(name) haven::read_sav(paste0(name, ".sav")), FALSE)
if (length(differences) > 0) cat(paste("DIFFERENT", differences), sep = "\n")
