extension FarmJob {
    /// A function of bash that runs a command, again after the exit codes that say so, and ends the script
    /// as the command ended.
    ///
    /// SIGTERM goes on to the command.  74 is an error of reading or writing, 75 asks to try again; after any
    /// other failure another attempt would end the same.
    static let persistence = #"""
        attempts=${SEGUE_ATTEMPTS:-5} # for exit codes 74 and 75
        pause=${SEGUE_PAUSE:-30}      # seconds before the second attempt, doubled for each further one
        child='' stopped=''
        trap 'stopped=1; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null' TERM

        # Runs a command to its end, also when SIGTERM arrives: that ends the waiting, not the command.
        attend() {
            "$@" &
            child=$!
            [ -z "$stopped" ] || kill -TERM "$child"
            while kill -0 "$child" 2>/dev/null; do wait "$child"; done
            wait "$child"
        }

        persist() {
            local attempt=1 code
            while true; do
                attend "$@"
                code=$?
                case $code in 74 | 75) ;; *) exit "$code" ;; esac
                [ "$attempt" -lt "$attempts" ] && [ -z "$stopped" ] || exit "$code"
                attempt=$((attempt + 1))
                echo "exit code $code: attempt $attempt of $attempts in $pause seconds" >&2
                attend sleep "$pause" || exit "$code"
                pause=$((pause * 2))
            done
        }
        """#
}
