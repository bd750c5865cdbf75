# A Slurm cluster of this machine alone; read after common.sh.

# Ports that are likely to be free: three digits from the shell's number.
port() { echo $((20000 + $$ % 2000 * 16 + $1)); }

show_logs() {
    tail -n 15 "$work"/cluster/*.log 2>/dev/null
    tail -n 5 "$folder"/logs/* 2>/dev/null
}

# Starts munged, slurmctld and the nodes node1…nodeN.
start_cluster() {
    local nodes=$1 number
    cluster=$work/cluster
    mkdir -m 700 -p "$cluster/state" "$cluster/munge"
    dd if=/dev/urandom of="$cluster/munge/key" bs=128 count=1 status=none
    chmod 600 "$cluster/munge/key"
    configure "$nodes" >"$cluster/slurm.conf"
    export SLURM_CONF=$cluster/slurm.conf

    munged --foreground --force --key-file="$cluster/munge/key" --socket="$cluster/munge/socket" \
        --pid-file="$cluster/munge/pid" --seed-file="$cluster/munge/seed" \
        --log-file="$cluster/munge.log" >>"$cluster/munge.log" 2>&1 &
    started $!
    until_true 20 test -S "$cluster/munge/socket" || fail "munged did not start"
    slurmctld -D >>"$cluster/controller.log" 2>&1 &
    started $!
    for number in $(seq "$nodes"); do start_node "node$number"; done
    until_true 60 all_idle "$nodes" || fail "the nodes did not come up: $(sinfo -N -h 2>&1)"
}

start_node() {
    slurmd -D -N "$1" >>"$cluster/$1.log" 2>&1 &
    started $!
    node_pids[$1]=$!
}
declare -A node_pids

all_idle() { [ "$(sinfo -N -h -t idle -o %N 2>/dev/null | sort -u | wc -l)" -eq "$1" ]; }

# A configuration for one user and N nodes of one processor each.
configure() {
    local user host number
    user=$(id -un)
    host=$(hostname -s)
    cat <<CONFIGURATION
ClusterName=segue
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(port 0)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$cluster/munge/socket,cred_expire=10
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool-%n
SlurmctldPidFile=$cluster/controller.pid
SlurmdPidFile=$cluster/%n.pid
SlurmdTimeout=20
SlurmctldTimeout=60
KillWait=5
ReturnToService=2
JobRequeue=1
PartitionName=all Nodes=ALL Default=YES MaxTime=60 State=UP
CONFIGURATION
    for number in $(seq "$1"); do
        echo "NodeName=node$number NodeHostname=$host NodeAddr=127.0.0.1 Port=$(port "$number") CPUs=1 State=UNKNOWN"
    done
}

# The processes of this cluster's jobs on a node.
job_processes() {
    local folder
    for folder in /proc/[0-9]*; do
        grep -zqxF "SLURM_CONF=$SLURM_CONF" "$folder/environ" 2>/dev/null || continue
        grep -zqxF "SLURMD_NODENAME=$1" "$folder/environ" 2>/dev/null || continue
        echo "${folder#/proc/}"
    done
}

parent() { awk '$1 == "PPid:" { print $2 }' "/proc/$1/status" 2>/dev/null; }

# A node without power: its slurmd, the steps' slurmstepd and the jobs' processes end at once.
kill_node() {
    local pid steps='' jobs
    jobs=$(job_processes "$1")
    for pid in $jobs; do
        grep -aq ^slurmstepd "/proc/$(parent "$pid")/cmdline" && steps+=" $(parent "$pid")"
    done
    # shellcheck disable=SC2086 # numbers
    kill -9 "${node_pids[$1]}" $steps $jobs 2>/dev/null || true
}

# The task of the render that runs on a node: JOB_TASK.
task_of() { squeue -h -r -t running -w "$1" -o %i | head -n 1; }

# Holds the render's task of a node in the middle of its work, so that it cannot end by itself; its number is
# $caught.  Fails where there is none.
catch_task() {
    local jobs pid
    jobs=$(job_processes "$1")
    # shellcheck disable=SC2086 # numbers
    [ -n "$jobs" ] && kill -STOP $jobs 2>/dev/null && caught=$(task_of "$1") && [ -n "$caught" ] && return
    for pid in $jobs; do kill -CONT "$pid" 2>/dev/null || true; done
    return 1
}

has_started() { [ -n "$(squeue -h -t running -j "$1" -o %i)" ]; }
field() { scontrol -o show job "$1" | grep -o " $2=[^ ]*" | head -n 1 | cut -d = -f 2; }
exit_code() { field "$1" ExitCode; }
restarts() { field "$1" Restarts; }
has_ended() {
    case $(field "$1" JobState) in
    COMPLETED | FAILED | CANCELLED | TIMEOUT | NODE_FAIL | OUT_OF_MEMORY) ;;
    *) return 1 ;;
    esac
}
