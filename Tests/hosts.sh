#!/usr/bin/env bash
# Three servers as three machines, and HAProxy before them: hosts.sh PROGRAM [SECONDS]
#
# Each server has a network namespace, an address and half a processor of its own. wrk asks the proxy, in a fourth
# namespace, from eight connections for so many seconds (60), while one, two and three of the servers stand behind it.
# Needs root, control groups, iproute2, curl, haproxy and wrk; AICANVAS_HOME names the folder with Assets and Checkpoints.
set -euo pipefail
program=$(realpath "${1:?hosts.sh PROGRAM [SECONDS]}")
seconds=${2:-60}
root=$(realpath "$(dirname "$0")/..")
export AICANVAS_HOME=${AICANVAS_HOME:-$root}
folder=$(mktemp -d)
names=(front one two three)
space() { echo "aicanvas-$1"; }
group() { # the control group of a server, with half a processor; version 1 or 2
  if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
    mkdir -p "/sys/fs/cgroup/aicanvas-$1"
    echo "50000 100000" > "/sys/fs/cgroup/aicanvas-$1/cpu.max"
    echo "/sys/fs/cgroup/aicanvas-$1/cgroup.procs"
  else
    mkdir -p "/sys/fs/cgroup/cpu/aicanvas-$1"
    echo 100000 > "/sys/fs/cgroup/cpu/aicanvas-$1/cpu.cfs_period_us"
    echo 50000 > "/sys/fs/cgroup/cpu/aicanvas-$1/cpu.cfs_quota_us"
    echo "/sys/fs/cgroup/cpu/aicanvas-$1/cgroup.procs"
  fi
}
clean() {
  local jobs
  jobs=$(jobs -p)
  [ -z "$jobs" ] || { kill $jobs 2>/dev/null || true; wait $jobs 2>/dev/null || true; }
  for name in "${names[@]}"; do
    ip netns del "$(space "$name")" 2>/dev/null || true
    rmdir "/sys/fs/cgroup/aicanvas-$name" "/sys/fs/cgroup/cpu/aicanvas-$name" 2>/dev/null || true
  done
  rm -rf "$folder"
}
trap clean EXIT

token=$(head -c 18 /dev/urandom | base64 | tr -d '+/=')
(umask 077 && echo "$token" > "$folder/token")
front=$(space front)
ip netns add "$front"
ip -n "$front" link add bridge type bridge
ip -n "$front" addr add 10.77.0.1/24 dev bridge
ip -n "$front" link set bridge up
ip -n "$front" link set lo up
for i in 1 2 3; do
  host=$(space "${names[$i]}")
  ip netns add "$host"
  ip -n "$front" link add "to-${names[$i]}" type veth peer name eth0 netns "$host"
  ip -n "$front" link set "to-${names[$i]}" master bridge up
  ip -n "$host" addr add "10.77.0.1$i/24" dev eth0
  ip -n "$host" link set eth0 up
  processes=$(group "${names[$i]}")
  (echo "$BASHPID" > "$processes"
    exec ip netns exec "$host" "$program" serve --domains panda --threads 1 --host "10.77.0.1$i" --port 8081 \
      --token-file "$folder/token" --proxy 10.77.0.1 --limit waitingPerClient=64) > "$folder/server-$i.log" 2>&1 &
done
for i in 1 2 3; do
  tries=0
  until ip netns exec "$front" curl -sf -o /dev/null "http://10.77.0.1$i:8081/health/ready"; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { cat "$folder/server-$i.log" >&2; exit 1; }
    sleep 0.2
  done
done

# A round face with two ears, two eyes and a nose.
drawing=$(awk 'BEGIN {
  split("0.5 0.5 0.35 0.3 0.22 0.12 0.7 0.22 0.12 0.38 0.45 0.07 0.62 0.45 0.07 0.5 0.62 0.05", ring, " ")
  printf "{\"strokes\": ["
  for (k = 0; k < 6; k++) {
    printf "%s{\"points\": [", k ? ", " : ""
    for (i = 0; i <= 40; i++) {
      turn = 6.283185307 * i / 40
      printf "%s[%.5f, %.5f]", i ? ", " : "", ring[3 * k + 1] + ring[3 * k + 3] * cos(turn),
        ring[3 * k + 2] + ring[3 * k + 3] * sin(turn)
    }
    printf "]}"
  }
  print "]}"
}')
cat > "$folder/post.lua" << LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer $token"
wrk.body = '$drawing'
LUA
for hosts in 1 2 3; do
  sed -e 's/127.0.0.1:8080/10.77.0.1:8080/' -e 's/127.0.0.1:8081/10.77.0.11:8081/' \
    -e 's/127.0.0.1:8082/10.77.0.12:8081/' -e 's/127.0.0.1:8083/10.77.0.13:8081/' "$root/Assets/Docs/haproxy.cfg" \
    > "$folder/haproxy.cfg"
  for ((i = hosts + 1; i <= 3; i++)); do sed -i "/10.77.0.1$i:8081/d" "$folder/haproxy.cfg"; done
  ip netns exec "$front" haproxy -f "$folder/haproxy.cfg" > "$folder/haproxy.log" 2>&1 &
  proxy=$!
  sleep 2
  echo "$hosts of 3"
  ip netns exec "$front" wrk -t1 -c8 "-d${seconds}s" --timeout 30s --latency -s "$folder/post.lua" \
    "http://10.77.0.1:8080/v1/translate?domain=panda&size=256" | grep -E "^ *(50|99)%|Requests/sec|Non-2xx|Socket"
  kill "$proxy"
  wait "$proxy" 2>/dev/null || true
done
