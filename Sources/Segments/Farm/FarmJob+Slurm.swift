public import Rendering

extension FarmJob {
    /// Slurm's own `MaxArraySize`: indices go from 0 to one less, its default is 1001.
    public static let maxArraySize = 1001

    /// The files of a Slurm cluster: `render.sbatch`, an array of tasks over the segments; `stitch.sbatch`,
    /// which depends on it; `submit.sh`, which submits both.
    ///
    /// The folder's name stands in none of them: it is where `submit.sh` is, and the jobs' working folder.
    /// `#SBATCH` lines, which know no quotes, hold no path.
    ///
    /// - Parameter maxArraySize: of the cluster, 1 to 4,000,001 (Slurm's limit); where there are more
    ///   segments, tasks render several.
    /// - Throws: ``RenderError/badOption(name:found:expected:)``.
    public func slurmFiles(maxArraySize: Int = maxArraySize) throws(RenderError) -> [FarmFile] {
        guard (1...4_000_001).contains(maxArraySize) else {
            throw .badOption(
                name: "--max-array-size", found: "\(maxArraySize)", expected: "1 to 4000001")
        }
        // With one in the path of its log Slurm expands no %A (fname_create in slurmd).
        guard !folder.contains("\\") else {
            throw .badOption(
                name: "--segments", found: "a backslash in '\(folder)'",
                expected: "a path in which Slurm can number logs")
        }
        let tasks = FarmTasks(segments, limit: maxArraySize)
        return [
            FarmFile("render.sbatch", renderScript(tasks)),
            FarmFile("stitch.sbatch", stitchScript),
            FarmFile("submit.sh", isExecutable: true, submitScript(tasks)),
        ]
    }

    private func renderScript(_ tasks: FarmTasks) -> String {
        let options = renderOptions.map { " " + $0.shellWord }.joined()
        return """
            #!/bin/bash
            # Renders the segments of one task of the array; submit.sh submits it.
            #SBATCH --job-name=segue-render
            #SBATCH --array=0-\(tasks.count - 1)
            #SBATCH --requeue
            #SBATCH --open-mode=append
            program=\(program.shellWord)
            \(division(tasks))
            task=${SLURM_ARRAY_TASK_ID:?submit this script with submit.sh}
            begin=$((first + task * segments / tasks))
            end=$((first + (task + 1) * segments / tasks - 1))

            \(Self.persistence)
            persist "$program" segments render . "$begin-$end" --plan \(plan)\(options)

            """
    }

    private var stitchScript: String {
        """
        #!/bin/bash
        # Verifies all segments and makes the outputs; its exit code is the film's verdict.
        #SBATCH --job-name=segue-stitch
        #SBATCH --requeue
        #SBATCH --open-mode=append
        program=\(program.shellWord)

        \(Self.persistence)
        persist "$program" segments stitch . --plan \(plan)

        """
    }

    private func division(_ tasks: FarmTasks) -> String {
        """
        first=\(segments.lowerBound) segments=\(segments.count) tasks=\(tasks.count)
        """
    }

    private func submitScript(_ tasks: FarmTasks) -> String {
        """
        #!/bin/bash
        # Submits the render of this folder's segments and the stitch that follows it, and prints the
        # numbers of both jobs.
        #
        #   submit.sh [--missing] [sbatch's options, for both]
        #
        # With --missing only the tasks that have segments to render.
        set -euo pipefail
        cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
        program=\(program.shellWord)
        \(division(tasks))

        array="0-$((tasks - 1))"
        if [ "${1-}" = --missing ]; then
            shift
            array=$("$program" segments status . --missing --plan \(plan) | while read -r segment; do
                echo "$((((segment - first + 1) * tasks - 1) / segments))"
            done | uniq | paste -s -d ,)
        fi

        mkdir -p logs
        logs=${PWD//%/%%}/logs
        after=()
        if [ -n "$array" ]; then
            render=$(sbatch --parsable --output="$logs/render-%A-%a.txt" "$@" \
                --chdir="$PWD" --array="$array" ./render.sbatch)
            render=${render%%;*}
            echo "render $render"
            after=(--dependency="afterany:$render")
        fi
        stitch=$(sbatch --parsable --output="$logs/stitch-%j.txt" "$@" \
            --chdir="$PWD" ${after[@]+"${after[@]}"} ./stitch.sbatch)
        echo "stitch ${stitch%%;*}"

        """
    }
}
