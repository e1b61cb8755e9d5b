# What Surefire's and Failsafe's reports say; read by the scripts beside it.
# shellcheck shell=bash

forget_reports() { find . -path '*/target/*-reports/*' -name 'TEST-*.xml' -delete; }

# Prints "<tests> <skipped>" over the reports below a folder.
count_tests() {
  find "$1" -name 'TEST-*.xml' -exec grep -hoE '<testsuite .*' {} + | tr '\n' ' ' |
    awk '{ while (match($0, / (tests|skipped)="[0-9]+"/)) {
             field = substr($0, RSTART + 1, RLENGTH - 2); $0 = substr($0, RSTART + RLENGTH)
             split(field, part, "=\""); sum[part[1]] += part[2] } }
         END { print sum["tests"] + 0, sum["skipped"] + 0 }'
}

# Prints a line "<class>.<method>: <message>" for each test that failed, over all reports of this tree.
failed_tests() {
  find . -path '*-reports/*' -name 'TEST-*.xml' -exec awk '
    function attribute(line, name,   rest) {
      if (!match(line, " " name "=\"[^\"]*\"")) return ""
      rest = substr(line, RSTART + length(name) + 3)
      return substr(rest, 1, index(rest, "\"") - 1)
    }
    /<testcase / { test = attribute($0, "classname") "." attribute($0, "name") }
    /<(failure|error)[ >]/ {
      said = attribute($0, "message")
      gsub(/&#10;|&#13;|&#9;/, " ", said); gsub(/&quot;/, "\"", said); gsub(/&lt;/, "<", said); gsub(/&gt;/, ">", said); gsub(/&amp;/, "\\&", said)
      gsub(/  +/, " ", said)
      print test ": " substr(said == "" ? attribute($0, "type") : said, 1, 300)
    }' {} + | sort
}
