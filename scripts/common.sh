# What the scripts share; sourced by them, with a name for their messages in $program.
# shellcheck shell=bash

root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
target="$root/target"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

# Ends the script: each argument is a line, the problem first, then what cures it.
fail() {
  # shellcheck disable=SC2154
  printf "$program: %s\n" "$@" >&2
  exit 2
}

require_java() {
  local version
  command -v "$java" >/dev/null || fail "there is no ${java}" \
    "install Java 17 (Debian: apt-get install openjdk-17-jdk-headless), or set JAVA_HOME to it"
  version="$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p;' | head -n 1)"
  if [[ -z "$version" || "$version" -lt 17 ]]; then
    fail "${java} is Java ${version:-of an unknown version}, and 17 or later is needed" \
      "set JAVA_HOME to a newer one"
  fi
}

# Whether something was built from the sources as they are.
is_newer_than_sources() {
  [[ -s "$1" && -z "$(find "$root/src/main" "$root/pom.xml" -newer "$1" -print -quit)" ]]
}

# The build writes the class path files last, each time.
has_classes() {
  [[ -d "$target/classes/dev/marquetry/job" ]] && is_newer_than_sources "$target/cluster.classpath"
}

has_bundle() {
  has_classes && is_newer_than_sources "$(bundle)"
}

# The jar for spark-submit.
bundle() {
  local version
  version="$(sed -n 's/^version=//p' "$target/classes/dev/marquetry/job/versions.properties" 2>/dev/null || true)"
  echo "$target/marquetry-$version-spark.jar"
}

# Maven up to a phase. The gates of the style are the developer's, not the user's.
build() {
  command -v mvn >/dev/null || fail "Maven is needed to build Marquetry and is not on the PATH" \
    "install it (Debian: apt-get install maven)"
  command -v "${java}c" >/dev/null || fail "there is no ${java}c: building Marquetry needs a JDK, not only a JRE" \
    "install it (Debian: apt-get install openjdk-17-jdk-headless), or set JAVA_HOME to it"
  echo "$program: building; the first time this downloads its libraries" >&2
  (cd "$root" && mvn -B -q -ntp -Dstyle.color=never -DskipTests -Dspotless.check.skip -Dcheckstyle.skip "$1" >&2) ||
    fail "the build failed; the lines above say why"
}

# Makes sure of what a check looks for: of two scripts that are started at once, one makes it and the other waits.
ensure() {
  local check="$1" lock
  shift
  "$check" && return
  mkdir -p "$target"
  exec {lock}>"$target/launcher.lock"
  if command -v flock >/dev/null; then
    flock "$lock"
  fi
  "$check" || "$@"
  exec {lock}>&-
}

# Sets SPARK_HOME: the one given, else that of the spark-submit on the PATH, else one made from Maven's artefacts.
find_spark_home() {
  local submit core
  if [[ -z "${SPARK_HOME:-}" ]]; then
    if submit="$(command -v spark-submit)"; then
      SPARK_HOME="$(cd "$(dirname "$(readlink -f "$submit")")/.." && pwd)"
      [[ -d "$SPARK_HOME/jars" ]] || fail "the Spark of $submit is not beside it" \
        "set SPARK_HOME to the folder with Spark's jars/ and bin/"
    else
      SPARK_HOME="$("$root/scripts/spark-home")" || exit 2
    fi
  fi
  export SPARK_HOME
  [[ -x "$SPARK_HOME/bin/spark-submit" ]] || fail "SPARK_HOME has no bin/spark-submit: $SPARK_HOME" \
    "set it to a Spark 3.5, or unset it for one made from Maven's artefacts"
  core="$(find "$SPARK_HOME/jars/" -name 'spark-core_*.jar' -print -quit 2>/dev/null)"
  [[ "$core" == */spark-core_2.12-3.5.* ]] || fail \
    "SPARK_HOME is not Spark 3.5 with Scala 2.12: ${core:-it has no jars/spark-core_*.jar}" \
    "set it to a Spark 3.5, or unset it for one made from Maven's artefacts"
}

# Java 17 takes the encoding of file names from the locale: in C or POSIX it would not find names with other letters.
use_utf8() {
  if [[ "$(locale charmap 2>/dev/null)" != UTF-8 ]]; then
    export LC_ALL=C.UTF-8
  fi
}
