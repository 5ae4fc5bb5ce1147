/** The environment variable by which every process of a job can be told, wherever it went. */
export const JOB_MARKER = 'LLM_GATEWAY_JOB';

/**
 * What stands between the gateway and a CLI, so that the end of the CLI is written down and its time is capped even
 * when every gateway is dead. A constant text for `/bin/sh -c`: nothing of a request is ever part of it; the command
 * arrives as positional arguments.
 *
 * `$1` the job's folder, `$2` the cap in seconds, `$3` the job's id, then the command. The id in this shell's own argument
 * list is what tells it from a later process with its pid.
 *
 * - The CLI runs in the foreground, so a caught signal waits until it has ended, and the CLI inherits no ignored signal
 *   (POSIX lets a shell ignore INT and QUIT in background commands).
 * - Only the CLI carries the marker: this shell and its watch do not, and so outlive a stop long enough to write `exit`.
 *   `pid` and `watch` hold the pids of both, so that whoever stops the job can spare it.
 * - The watch lists what to stop by the marker where `/proc` exists, and elsewhere stops its whole process group.
 */
export const SUPERVISOR_SCRIPT = `
folder=$1 cap=$2 job=$3
shift 3
echo $$ >"$folder/pid"
trap : TERM INT HUP
(
  trap 'kill "$nap" 2>/dev/null; exit 0' TERM
  sleep "$cap" &
  nap=$!
  wait "$nap"
  trap '' TERM
  [ -s "$folder/exit" ] && exit 0
  echo timeout >"$folder/stop"
  if [ -r /proc/self/environ ]; then
    for signal in TERM KILL; do
      for file in $(grep -lsaF "${JOB_MARKER}=$job" /proc/[0-9]*/environ); do
        pid=\${file#/proc/}
        kill "-$signal" "\${pid%/environ}" 2>/dev/null
      done
      sleep 5
    done
  else
    kill -TERM 0
    sleep 5
    [ -s "$folder/exit" ] || { echo 137 >"$folder/exit"; kill -KILL 0; }
  fi
) </dev/null >/dev/null 2>&1 &
watch=$!
echo "$watch" >"$folder/watch"
${JOB_MARKER}=$job "$@" <"$folder/stdin" >"$folder/stdout" 2>"$folder/stderr"
echo $? >"$folder/exit"
kill "$watch" 2>/dev/null
`;
