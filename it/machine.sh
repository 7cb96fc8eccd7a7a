# SPDX-License-Identifier: Apache-2.0
# Sourced by ./quickstart, ./verify and ./bench: installs from the machine's own package sources what is missing.

say() {
  printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"
}

# install PACKAGE…: one apt call, in which no service is started (policy-rc.d answers "not allowed")
install_packages() {
  local root="" policy=/usr/sbin/policy-rc.d made=""
  [ "$(id -u)" = 0 ] || root=sudo
  if ! command -v apt-get > /dev/null; then
    echo "Missing: $*. This machine has no apt-get: install them by its own means, then try again." >&2
    exit 1
  fi
  say "installing $* (needs the network, may take some minutes)"
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $root tee "$policy" > /dev/null
    $root chmod +x "$policy"
    made=1
  fi
  local log
  log=$(mktemp)
  if ! { $root apt-get update && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } > "$log" 2>&1; then
    tail -20 "$log" >&2
    [ -z "$made" ] || $root rm -f "$policy"
    echo "apt-get could not install: $*" >&2
    exit 1
  fi
  rm -f "$log"
  [ -z "$made" ] || $root rm -f "$policy"
}

# the major version that "javac -version" or "node --version" tells, or 0
major() {
  { "$@" 2>/dev/null || echo 0; } | grep -o '[0-9]\+' | head -1
}

need_for_build() {
  local missing=()
  [ "$(major javac -version)" -ge 17 ] || missing+=(openjdk-17-jdk-headless)
  command -v mvn > /dev/null || missing+=(maven)
  [ "$(major node --version)" -ge 20 ] || missing+=(nodejs)
  command -v npm > /dev/null || missing+=(npm)
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

need_for_servers() {
  local missing=()
  [ -x /usr/sbin/Orthanc ] || [ -x /usr/bin/Orthanc ] || missing+=(orthanc)
  compgen -G '/usr/*/orthanc/*/libOrthancDicomWeb.so' > /dev/null \
    || compgen -G '/usr/*/orthanc/libOrthancDicomWeb.so' > /dev/null || missing+=(orthanc-dicomweb)
  command -v xz > /dev/null || missing+=(xz-utils)
  command -v setpriv > /dev/null && command -v unshare > /dev/null && command -v setsid > /dev/null || missing+=(util-linux)
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

need_for_tests() {
  local missing=()
  command -v dcmdump > /dev/null || missing+=(dcmtk)
  command -v dciodvfy > /dev/null || missing+=(dicom3tools)
  command -v age > /dev/null || missing+=(age)
  command -v openssl > /dev/null || missing+=(openssl)
  [ -x /usr/bin/chromium ] || missing+=(chromium)
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

# builds the EAR and the programs unless they are newer than everything they are made of
build_if_changed() {
  local mark=it/target/built
  if [ -f "$mark" ] && [ -f ear/target/overread.ear ] && [ -z "$(find pom.xml hl7-adapter ejb web ear it standalone-config \
    \( -name target -o -name node_modules \) -prune -o -type f -newer "$mark" -print -quit)" ]; then
    return
  fi
  say "building (the first time this fetches WildFly and libraries, some 400 MB; later builds take about a minute)"
  local log=it/target/build.log begin=$SECONDS
  mkdir -p it/target
  MAVEN_OPTS="${MAVEN_OPTS:--XX:+UseSerialGC -Xmx1g}" \
    mvn -B -ntp -DskipTests -Dspotless.check.skip -Djacoco.skip -Dskip.ui.tests package > "$log" 2>&1 &
  local maven=$!
  trap 'kill $maven 2> /dev/null || true' INT TERM
  local told=0 last=""
  while kill -0 $maven 2> /dev/null; do
    sleep 1
    local step
    step=$(grep -o 'Building Overread.*\[' "$log" | tail -1 | sed 's/ [^ ]* *\[$//' || true)
    if [ "$step" != "$last" ] || [ $((SECONDS - told)) -ge 20 ]; then
      [ -z "$step" ] || say "  ${step} ($((SECONDS - begin)) s)"
      last=$step
      told=$SECONDS
    fi
  done
  if ! wait $maven; then
    grep -m 20 'ERROR' "$log" >&2 || tail -20 "$log" >&2
    echo "the build failed, see $log" >&2
    exit 1
  fi
  trap - INT TERM
  touch "$mark"
  say "built in $((SECONDS - begin)) s"
}

run_java() {
  exec java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true -Dfile.encoding=UTF-8 \
    -Doverread.root="$PWD" -cp "it/target/classes:it/target/lib/*" "$@"
}
