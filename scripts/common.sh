# What the scripts share; sourced by them, with a name for their messages in $program.
# shellcheck shell=bash

root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

# Ends the script: each argument is a line, the problem first, then what cures it.
fail() {
  # shellcheck disable=SC2154
  printf "$program: %s\n" "$@" >&2
  exit 2
}

# The line of Spark that is built for and run on: its Scala, its sources, Maven's profile, and a folder for the build.
spark_line="${MARQUETRY_SPARK:-3.5}"
profile=()
case "$spark_line" in
  3.5) scala_version=2.12 sources=spark-3.5 target="$root/target" ;;
  4.0 | 4.1)
    scala_version=2.13 sources=spark-4 target="$root/target/spark-$spark_line"
    profile=(-P "spark-$spark_line")
    ;;
  *) fail "MARQUETRY_SPARK is $spark_line, which is no line of Spark that Marquetry is built for" \
    "set it to 3.5, 4.0 or 4.1, or unset it for 3.5" ;;
esac
line_sources=("$root/src/$sources" "$root/src/scala-$scala_version")

# Sets java_home, the folder of the Java that runs, whatever links lead there, and java_version, such as 17.0.17.
require_java() {
  local major
  command -v "$java" >/dev/null || fail "there is no ${java}" \
    "install Java 17 (Debian: apt-get install openjdk-17-jdk-headless), or set JAVA_HOME to it"
  # A JDK says it in a file; to start it only to hear its version takes a quarter of a second.
  java_home="$(dirname "$(dirname "$(readlink -f "$(command -v "$java")")")")"
  java_version="$(java_release JAVA_VERSION)"
  [[ -n "$java_version" ]] ||
    java_version="$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9._]*\).*/\1/p;' | head -n 1)"
  major="${java_version%%[!0-9]*}"
  if [[ -z "$major" || "$major" -lt 17 ]]; then
    fail "${java} is Java ${major:-of an unknown version}, and 17 or later is needed" \
      "set JAVA_HOME to a newer one"
  fi
}

# What a Java says of itself in its file: one value, or nothing.
java_release() {
  sed -n "s/^$1=\"\(.*\)\"\$/\1/p" "$java_home/release" 2>/dev/null || true
}

# Vectors for the resizer, where this Java has them.
has_vectors() {
  local modules
  modules="$(java_release MODULES)"
  if [[ -n "$modules" ]]; then
    [[ " $modules " == *" jdk.incubator.vector "* ]]
  else
    "$java" --add-modules=jdk.incubator.vector -version >/dev/null 2>&1
  fi
}

# Whether something was built from the sources as they are.
is_newer_than_sources() {
  [[ -s "$1" && -z "$(find "$root/src/main" "${line_sources[@]}" "$root/pom.xml" -newer "$1" -print -quit)" ]]
}

# The build writes the class path files last, each time.
has_classes() {
  [[ -d "$target/classes/dev/marquetry/cli" ]] && is_newer_than_sources "$target/cluster.classpath"
}

has_bundle() {
  has_classes && is_newer_than_sources "$(bundle)"
}

# The jar for spark-submit.
bundle() {
  local version
  version="$(sed -n 's/^version=//p' "$target/classes/dev/marquetry/spark/description/versions.properties" 2>/dev/null || true)"
  echo "$target/marquetry-$version-spark-${spark_line}_$scala_version.jar"
}

# PyTorch's natives for CPUs, which the build brings: the paths of their jars, one a line.
cpu_natives() {
  tr : '\n' <"$target/own.classpath" | grep '/pytorch-native-cpu-[^/]*\.jar$'
}

# Maven up to a phase, with options of its own before. The gates of the style are the developer's, not the user's.
build() {
  command -v mvn >/dev/null || fail "Maven is needed to build Marquetry and is not on the PATH" \
    "install it (Debian: apt-get install maven)"
  command -v "${java}c" >/dev/null || fail "there is no ${java}c: building Marquetry needs a JDK, not only a JRE" \
    "install it (Debian: apt-get install openjdk-17-jdk-headless), or set JAVA_HOME to it"
  echo "$program: building; the first time this downloads its libraries" >&2
  # Maven resets the colours of a terminal even where it is told to use none.
  (cd "$root" && mvn -B -q -ntp -Dstyle.color=never -DskipTests -Dspotless.check.skip -Dcheckstyle.skip \
    ${profile[@]+"${profile[@]}"} "$@" 2>&1 |
    sed $'s/\x1b\\[[0-9;]*m//g; /^$/d' >&2) || fail "the build failed; the lines above say why"
}

# The classes that a run loads, as Java has them in memory once they are loaded (class data sharing): made once per
# build and Java by a small run. Java itself does without where it does not fit any more.
archive() {
  echo "$target/classes-$java_version.jsa"
}

# An empty one stands for a trial that failed: it is not tried again. A JRE has no tool that makes jars.
has_archive() {
  [[ ! -w "$target" || ! -x "$java_home/bin/jar" || "$(archive)" -nt "$target/cluster.classpath" ]]
}

# Whether there is one of the build as it is: where none could be made, an older one and its jar may still be there.
fits_archive() {
  [[ -s "$(archive)" && "$(archive)" -nt "$target/cluster.classpath" && "$(classes_jar)" -nt "$target/cluster.classpath" ]]
}

# Marquetry's own classes in a jar, as an archive takes none that are in folders.
classes_jar() {
  echo "$target/launcher-classes.jar"
}

make_archive() {
  local work main made=/dev/null
  work="$(mktemp -d)"
  # shellcheck disable=SC2154
  main=(-cp "$libraries:$(classes_jar)" dev.marquetry.cli.Main)
  echo "$program: preparing fast starts, once per build" >&2
  # shellcheck disable=SC2154
  if (
    "$java_home/bin/jar" --create --no-compress --file "$(classes_jar)" -C "$target/classes" . &&
      "$java" "${java_options[@]}" "${main[@]}" sample "$work/samples" --count 16 &&
      "$java" "${java_options[@]}" "-XX:ArchiveClassesAtExit=$work/archive.jsa" "-Xlog:cds*=off" "${main[@]}" \
        run "$root/jobs/quickstart.yaml" --set "input.path=$work/samples/manifest.csv" \
        --set "output.path=$work/dataset" --set rejects.max-ratio=1
  ) >"$work/log" 2>&1 && [[ -s "$work/archive.jsa" ]]; then
    made="$work/archive.jsa"
  fi
  cp "$made" "$(archive).new" && mv "$(archive).new" "$(archive)"
  rm -rf "$work"
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
    "set it to a Spark $spark_line, or unset it for one made from Maven's artefacts"
  core="$(find "$SPARK_HOME/jars/" -name 'spark-core_*.jar' -print -quit 2>/dev/null)"
  runs_here "$core" || fail \
    "SPARK_HOME is not Spark $spark_line with Scala $scala_version: ${core:-it has no jars/spark-core_*.jar}" \
    "set MARQUETRY_SPARK to its line (3.5, 4.0 or 4.1), or SPARK_HOME to a Spark $spark_line, or unset it for one made from Maven's artefacts"
}

# Whether the bundle runs on a Spark, by the name of its core: what is built for Spark 4.0 runs on 4.1 too.
runs_here() {
  local core="${1##*/}"
  case "$spark_line" in
    4.0) [[ "$core" == spark-core_2.13-4.[01].* ]] ;;
    *) [[ "$core" == "spark-core_$scala_version-$spark_line."* ]] ;;
  esac
}

# Java 17 takes the encoding of file names from the locale: in C or POSIX it would not find names with other letters.
use_utf8() {
  if [[ "$(locale charmap 2>/dev/null)" != UTF-8 ]]; then
    export LC_ALL=C.UTF-8
  fi
}

# Passes on what Java writes to standard error; a script may define it in another way.
pass_on_errors() {
  cat
}

# Passes on what Java writes to standard error, without the remark on incubating modules that comes first.
without_incubator_warning() {
  local line
  # It outlives the signals that end Java, whose last words it has to pass on.
  trap '' INT TERM HUP
  if IFS= read -r line; then
    [[ "$line" == "WARNING: Using incubator modules:"* ]] || printf '%s\n' "$line"
    pass_on_errors
    return
  fi
  printf '%s' "$line"
}

# Runs a program of Java's and ends with its exit code: 0 to 4 as they are, 130 or 143 after a signal, and 1 with a
# sentence where the process died in any other way.
#
# The program stays in the process group of the script and ignores SIGINT, as bash has it for what runs in the
# background: of Ctrl-C, which a terminal sends to the whole group, it hears once, by the SIGTERM that is passed on.
run_and_end() {
  local child="" code=0 waited signalled="" interrupted filter errors
  trap 'signalled=130 interrupted=1; pass_on' INT
  trap 'signalled=143 interrupted=1; pass_on' TERM HUP
  # Java answers it with a list of its threads.
  trap '' QUIT
  exec {errors}> >(without_incubator_warning >&2)
  filter=$!
  "$@" <&0 2>&"$errors" {errors}>&- &
  child=$!
  exec {errors}>&-
  [[ -z "$signalled" ]] || pass_on
  # A signal ends the waiting, not the child. Where both ended at once bash 5 has forgotten the child, and says -1.
  interrupted=1
  while [[ -n "$interrupted" ]]; do
    interrupted=""
    waited=0
    wait "$child" 2>/dev/null || waited=$?
    ((waited < 0)) || code="$waited"
  done
  # Whatever Java has started may hold its end of the pipe: it is not waited for.
  for ((waited = 0; waited < 100; waited++)); do
    kill -0 "$filter" 2>/dev/null || break
    sleep 0.02
  done
  if [[ -n "$signalled" && ("$code" -eq 130 || "$code" -eq 143 || "$code" -eq 129) ]]; then
    exit "$signalled"
  fi
  case "$code" in
    [0-4] | 130 | 143) exit "$code" ;;
  esac
  printf "$program: %s\n" "$(died "$code")" >&2
  exit 1
}

# Used by the traps of run_and_end, whose variables it sees.
pass_on() {
  [[ -z "$child" ]] || kill -TERM "$child" 2>/dev/null || true
}

# Says why a process of Java's ended with a code that is none of Marquetry's.
died() {
  local code="$1" name
  name="$( ((code > 128)) && kill -l "$code" 2>/dev/null || true)"
  case "$name" in
    KILL)
      echo "Java was killed (SIGKILL), most often for lack of memory: give it a smaller heap, or the machine more memory"
      ;;
    ABRT | SEGV | BUS | ILL | FPE)
      echo "Java died of SIG$name, most often in a native library: the lines above or hs_err_pid*.log in this folder" \
        "say where; please report them"
      ;;
    "") echo "Java ended with code $code, which is none of Marquetry's: the lines above say why" ;;
    *) echo "Java was ended by SIG$name" ;;
  esac
}
