import Fixtures
import Testing

/// The whole help, as a user reads it.
struct HelpTests {
    @Test(arguments: helps)
    func `help is the whole text on standard output`(command: String, text: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let result = try Tool.segue.run(words + ["--help"], in: "/", ["COLUMNS": ""])
        #expect(result.output == text)
        #expect(result.errors == "")
        #expect(result.code == 0)
    }

    @Test func `every command has its help here`() throws {
        let overview = try #require(helps.first { $0.0.isEmpty }).1
        let commands = overview.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }
            .compactMap { $0.wholeMatch(of: #/  ([a-z]+) .*/#)?.output.1 }
        #expect(
            commands.map(String.init).sorted()
                == helps.map(\.0).filter { !$0.isEmpty && !$0.contains(" ") }.sorted())
    }

    @Test func `without a command there is help, and the version is known`() throws {
        #expect(try Tool.segue.run([]).output == helps[0].1)
        #expect(try Tool.segue.run(["--version"]).output == "0.1.0\n")
    }
}

private let helps = [
    (
        "",
        """
        OVERVIEW: Renders transitions between neural networks, a network of its own for
        every frame.

        A preset names networks of one structure and a path of keyframes through their
        mixtures. Every frame is computed by the network whose parameters are that
        mixture.

        USAGE: segue <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          render                  Render a preset's film, GIF or pictures.
          apply                   Run one picture through one mixture of networks.
          blend                   Write a mixture of networks as one network, for other
                                  programs.
          sheet                   Make a contact sheet of a preset's path.
          plan                    Say what a render will make and take, by rendering a
                                  few frames.
          inspect                 Say what network files are: structure, sizes, colours.
          compare                 Say whether networks are related, so that their
                                  mixtures work.
          repair                  Reorder a network's channels so that it fits another
                                  one better.
          bench                   Measure seconds a frame with the mixture changing
                                  with every frame.
          segments                Render, list and join the segments of a render, one
                                  machine or many.
          farm                    Write job files with which a farm renders a preset's
                                  segments.
          networks                List the networks that ship with the program.
          presets                 List the presets that ship with the program.

          See 'segue help <subcommand>' for detailed help.

        """
    ),
    (
        "render",
        """
        OVERVIEW: Render a preset's film, GIF or pictures.

        Prints the outputs' paths. They appear under their names when they are whole. A
        longer render stores its pictures until then: interrupted for whatever reason,
        the same command goes on from there. Too little room on disk is said before the
        first frame, as far as it is certain then. With --progress json, an object a
        frame is followed by one with a summary.

        USAGE: segue render <preset> [--input <file>] [--output <file> ...] [options]

        ARGUMENTS:
          <preset>                The preset: a YAML file, or a name that 'segue
                                  presets' lists. (a file called exactly so comes first)

        OPTIONS:
          -i, --input <file>      A picture, a film or a sequence such as
                                  frame_%04d.png, instead of the preset's.
          --frames <A-B>          Only frames A to B, counted from 0.
          --scale <factor>        Size of the pictures that the networks see, 1 for the
                                  input's own. (default: 1.0)
          --fps <rate>            Frames a second, such as 24 or 24000/1001, instead of
                                  the preset's or the film's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the film's.
          --threads <count>       Threads for each frame. (default: what the workers
                                  leave of the cores)
          --memory <size>         What may be held, such as 800M, 2G or 1.5GiB.
                                  (default: what is available, less a tenth and at
                                  least 200 MB)
          --tile <pixels>         Side of the tiles that pictures are cut into, in
                                  pixels, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> What convolutions multiply: f32, or bf16 where the
                                  processor has it. (values: f32, bf16; default: f32)
          --workers <count>       Frames in flight. (default: as many as there are
                                  cores and memory for)
          --tolerance <levels>    Over a still picture, blend frames from computed ones
                                  where that is no further from the computed frame, in
                                  levels of 255; 0 computes all. (default: 0.0)
          --segments <folder>     Store pictures in this folder, and take over those
                                  that are there. (default: OUTPUT.segments beside the
                                  first output, and nothing for a short render)
          --segment-length <frames>
                                  Frames of a segment. (default: some seconds of work)
          --keep                  Store pictures, and keep them when the outputs are
                                  whole.
          --allow-unrelated       Mix also networks that compare calls unrelated.
          -o, --output <file>     NAME.mp4, NAME.gif or NAME.%06d.png, instead of the
                                  preset's; repeatable.
          --no-sound              Leave out the sound of a film.
          --overwrite             Replace outputs that exist.
          --progress <style>      How progress is shown on standard error. (values:
                                  auto, lines, json, none; default: auto)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "apply",
        """
        OVERVIEW: Run one picture through one mixture of networks.

        Prints the result's path.

        USAGE: segue apply --network <network> ... --input <file> --output <file> [options]

        OPTIONS:
          --network <network>     builtin:NAME or a file, with =ALPHA where several are
                                  mixed; repeatable.
          --io <colours>          The networks' colours where their files do not say,
                                  such as 'rgb, 0..1'.
          --norm <statistics>     Whose statistics batch normalisations use: the
                                  picture's own, or those stored in the file; inspect
                                  shows the usual ones. (values: picture, stored)
          --allow-unrelated       Mix also networks that compare calls unrelated.
          -i, --input <file>      The picture.
          -o, --output <file>     The result, a PNG file.
          --depth <bits>          Bits a channel of the result. (values: 8, 16;
                                  default: 8)
          --threads <count>       Threads for each frame. (default: what the workers
                                  leave of the cores)
          --memory <size>         What may be held, such as 800M, 2G or 1.5GiB.
                                  (default: what is available, less a tenth and at
                                  least 200 MB)
          --tile <pixels>         Side of the tiles that pictures are cut into, in
                                  pixels, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> What convolutions multiply: f32, or bf16 where the
                                  processor has it. (values: f32, bf16; default: f32)
          --overwrite             Replace a result that exists.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "blend",
        """
        OVERVIEW: Write a mixture of networks as one network, for other programs.

        Writes safetensors under the first network's tensor names; of ONNX files also
        .onnx. Prints the result's path.

        USAGE: segue blend --network <network> ... --output <file> [options]

        OPTIONS:
          --network <network>     builtin:NAME or a file, with =ALPHA where several are
                                  mixed; repeatable.
          --io <colours>          The networks' colours where their files do not say,
                                  such as 'rgb, 0..1'.
          --norm <statistics>     Whose statistics batch normalisations use: the
                                  picture's own, or those stored in the file; inspect
                                  shows the usual ones. (values: picture, stored)
          --allow-unrelated       Mix also networks that compare calls unrelated.
          -o, --output <file>     The result, .safetensors or .onnx.
          --half                  16-bit floats in a safetensors file, half its size.
          --overwrite             Replace a result that exists.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "sheet",
        """
        OVERVIEW: Make a contact sheet of a preset's path.

        Prints the sheet's path.

        USAGE: segue sheet <preset> --output <file> [options]

        ARGUMENTS:
          <preset>                The preset: a YAML file, or a name that 'segue
                                  presets' lists. (a file called exactly so comes first)

        OPTIONS:
          -i, --input <file>      A picture, a film or a sequence such as
                                  frame_%04d.png, instead of the preset's.
          --frames <A-B>          Only frames A to B, counted from 0.
          --scale <factor>        Size of the pictures that the networks see, 1 for the
                                  input's own. (default: 1.0)
          --fps <rate>            Frames a second, such as 24 or 24000/1001, instead of
                                  the preset's or the film's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the film's.
          --threads <count>       Threads for each frame. (default: what the workers
                                  leave of the cores)
          --memory <size>         What may be held, such as 800M, 2G or 1.5GiB.
                                  (default: what is available, less a tenth and at
                                  least 200 MB)
          --tile <pixels>         Side of the tiles that pictures are cut into, in
                                  pixels, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> What convolutions multiply: f32, or bf16 where the
                                  processor has it. (values: f32, bf16; default: f32)
          --allow-unrelated       Mix also networks that compare calls unrelated.
          -o, --output <file>     The sheet, a PNG file.
          --count <count>         Pictures on the sheet. (default: 12)
          --columns <count>       Pictures in a row. (default: 3)
          --tile-width <pixels>   Width of one picture. (default: 320)
          --overwrite             Replace a sheet that exists.
          --progress <style>      How progress is shown on standard error. (values:
                                  auto, lines, json, none; default: auto)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "segments",
        """
        OVERVIEW: Render, list and join the segments of a render, one machine or many.

        A folder of segments holds the plan of a render and the pictures that are
        there. 'segue farm' makes one for many machines, and a longer 'segue render'
        makes one for itself. Every machine renders segments into the folder; when all
        are there, stitch makes the outputs.

        USAGE: segue segments <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          render                  Render segments that are not complete.
          status                  Say which segments are there.
          stitch                  Make the outputs of complete segments.

          See 'segue help segments <subcommand>' for detailed help.

        """
    ),
    (
        "segments render",
        """
        OVERVIEW: Render segments that are not complete.

        Does nothing for those that are complete, so that it may be called again. Ends
        with 76 where this machine would compute other pictures than the plan's, and
        with 78 where the input or a network is another than the plan's.

        USAGE: segue segments render <folder> [<number> ...] [options]

        ARGUMENTS:
          <folder>                A folder of segments.
          <number>                Segments, such as 3 or 5-9. (default: all)

        OPTIONS:
          --plan <hash>           The plan's hash, or its first digits: another plan in
                                  the folder is refused.
          --threads <count>       Threads for each frame. (default: what the workers
                                  leave of the cores)
          --memory <size>         What may be held, such as 800M, 2G or 1.5GiB.
                                  (default: what is available, less a tenth and at
                                  least 200 MB)
          --tile <pixels>         Side of the tiles that pictures are cut into, in
                                  pixels, or none; the result is the same. (default: as
                                  memory requires)
          --workers <count>       Frames in flight. (default: as many as there are
                                  cores and memory for)
          --progress <style>      How progress is shown on standard error. (values:
                                  auto, lines, json, none; default: auto)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "segments status",
        """
        OVERVIEW: Say which segments are there.

        USAGE: segue segments status <folder> [--missing | --json] [--verify]

        ARGUMENTS:
          <folder>                A folder of segments.

        OPTIONS:
          --plan <hash>           The plan's hash, or its first digits: another plan in
                                  the folder is refused.
          --missing               Print the numbers of those that are not complete, one
                                  a line, and nothing else.
          --json                  Print a JSON object.
          --verify                Read all pictures and compare their hashes, instead
                                  of the sidecars alone.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "segments stitch",
        """
        OVERVIEW: Make the outputs of complete segments.

        Verifies every segment first, and names those that are missing. Prints the
        outputs' paths. When they are whole the segments are removed, unless the plan
        was made with --keep.

        USAGE: segue segments stitch <folder> [options]

        ARGUMENTS:
          <folder>                A folder of segments.

        OPTIONS:
          --plan <hash>           The plan's hash, or its first digits: another plan in
                                  the folder is refused.
          --progress <style>      How progress is shown on standard error. (values:
                                  auto, lines, json, none; default: auto)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "plan",
        """
        OVERVIEW: Say what a render will make and take, by rendering a few frames.

        Three frames, or one a worker, are rendered and encoded to say how long the
        whole will take and how much room on disk. Nothing is written but into the
        folder for temporary files.

        USAGE: segue plan <preset> [--input <file>] [options]

        ARGUMENTS:
          <preset>                The preset: a YAML file, or a name that 'segue
                                  presets' lists. (a file called exactly so comes first)

        OPTIONS:
          -i, --input <file>      A picture, a film or a sequence such as
                                  frame_%04d.png, instead of the preset's.
          --frames <A-B>          Only frames A to B, counted from 0.
          --scale <factor>        Size of the pictures that the networks see, 1 for the
                                  input's own. (default: 1.0)
          --fps <rate>            Frames a second, such as 24 or 24000/1001, instead of
                                  the preset's or the film's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the film's.
          --threads <count>       Threads for each frame. (default: what the workers
                                  leave of the cores)
          --memory <size>         What may be held, such as 800M, 2G or 1.5GiB.
                                  (default: what is available, less a tenth and at
                                  least 200 MB)
          --tile <pixels>         Side of the tiles that pictures are cut into, in
                                  pixels, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> What convolutions multiply: f32, or bf16 where the
                                  processor has it. (values: f32, bf16; default: f32)
          --workers <count>       Frames in flight. (default: as many as there are
                                  cores and memory for)
          --tolerance <levels>    Over a still picture, blend frames from computed ones
                                  where that is no further from the computed frame, in
                                  levels of 255; 0 computes all. (default: 0.0)
          --segments <folder>     Store pictures in this folder, and take over those
                                  that are there. (default: OUTPUT.segments beside the
                                  first output, and nothing for a short render)
          --segment-length <frames>
                                  Frames of a segment. (default: some seconds of work)
          --keep                  Store pictures, and keep them when the outputs are
                                  whole.
          --allow-unrelated       Mix also networks that compare calls unrelated.
          --json                  Print JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "inspect",
        """
        OVERVIEW: Say what network files are: structure, sizes, colours.

        USAGE: segue inspect <network> ... | --operators

        ARGUMENTS:
          <network>               builtin:NAME or a safetensors, PyTorch, ONNX or ncnn
                                  file, FILE#NAME for one of several networks in it;
                                  repeatable.

        OPTIONS:
          --io <colours>          The networks' colours where their files do not say,
                                  such as 'rgb, 0..1'.
          --norm <statistics>     Whose statistics batch normalisations use: the
                                  picture's own, or those stored in the file; inspect
                                  shows the usual ones. (values: picture, stored)
          --operators             List the ONNX operators that are computed.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "compare",
        """
        OVERVIEW: Say whether networks are related, so that their mixtures work.

        For every pair a verdict: related, mixtures work; distant, expect artefacts in
        the layers named; unrelated, mixtures compute nothing. Below it each layer's
        filters, how many stand in the same order, the cosine and the relative distance
        |a-b|/sqrt(|a||b|) of the weights, and what the midpoint leaves of the variance
        that the ends have.

        USAGE: segue compare <network> <network> ... [--json]

        ARGUMENTS:
          <network>               builtin:NAME or a file; two or more.

        OPTIONS:
          --io <colours>          The networks' colours where their files do not say,
                                  such as 'rgb, 0..1'.
          --norm <statistics>     Whose statistics batch normalisations use: the
                                  picture's own, or those stored in the file; inspect
                                  shows the usual ones. (values: picture, stored)
          --json                  Print JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "repair",
        """
        OVERVIEW: Reorder a network's channels so that it fits another one better.

        Writes the second network with its channels in the order that brings its
        weights closest to the first's; it computes what it did. With --between also
        networks on the way from the first to it, in which every layer's output keeps
        mean and deviation: a film then goes from one to the next, through
        NAME-0.5.safetensors at the middle. Prints the results' paths in the order of
        such a film, and on standard error what was gained.

        USAGE: segue repair <first> <second> --output <file> [options]

        ARGUMENTS:
          <first>                 builtin:NAME or a file, which stays.
          <second>                builtin:NAME or a file, which is reordered.

        OPTIONS:
          -o, --output <file>     The result, .safetensors, or .onnx where the second
                                  network is.
          --between <count>       Networks in between. (default: 0)
          --picture <file>        A picture such as the networks see, to measure on;
                                  repeatable.
          --io <colours>          The networks' colours where their files do not say,
                                  such as 'rgb, 0..1'.
          --norm <statistics>     Whose statistics batch normalisations use: the
                                  picture's own, or those stored in the file; inspect
                                  shows the usual ones. (values: picture, stored)
          --overwrite             Replace results that exist.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "bench",
        """
        OVERVIEW: Measure seconds a frame with the mixture changing with every frame.

        The mixture goes from the first network through all to the last and back; every
        frame has a picture of its own, made by a formula. Seconds a frame are wall
        time over frames, the interpolation's share is of the time that workers spend,
        and peak memory is that of the whole process.

        USAGE: segue bench --network <network> --network <network> ... --size <WxH> [options]

        OPTIONS:
          --network <network>     builtin:NAME or a file; given twice or more.
          --io <colours>          The networks' colours where their files do not say,
                                  such as 'rgb, 0..1'.
          --norm <statistics>     Whose statistics batch normalisations use: the
                                  picture's own, or those stored in the file; inspect
                                  shows the usual ones. (values: picture, stored)
          --size <WxH>            Size of the pictures, such as 640x360.
          --frames <count>        Frames to measure. (default: 24, or what gives every
                                  worker the same)
          --workers <count>       Frames in flight. (default: as many as there are
                                  cores for)
          --threads <count>       Threads for each frame. (default: 1)
          --precision <precision> What convolutions multiply: f32, or bf16 where the
                                  processor has it. (values: f32, bf16; default: f32)
          --still                 One picture for all frames.
          --layers                Also a line for every step of a frame, and what a
                                  core can do at most.
          --json                  Print JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "farm",
        """
        OVERVIEW: Write job files with which a farm renders a preset's segments.

        Each freezes the render into a folder that the farm's machines see, writes its
        files beside the plan, and prints what to run next. Jobs name segments by their
        numbers; the folder alone says which are done, so every job may run again,
        anywhere, at any time.

        USAGE: segue farm <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          slurm                   Write the batch scripts of a Slurm cluster.
          openjd                  Write a job template of Open Job Description.
          commands                Print one command a segment, for whatever reads lines.

          See 'segue help farm <subcommand>' for detailed help.

        """
    ),
    (
        "farm slurm",
        """
        OVERVIEW: Write the batch scripts of a Slurm cluster.

        Prints the path of submit.sh, which submits an array of tasks that render and a
        job that stitches after them, and prints both jobs' numbers. Its options are
        sbatch's; with --missing first it submits only the tasks that have something
        left to do.

          segue farm slurm film.yaml
          film.mp4.segments/submit.sh --partition=cpu --cpus-per-task=8 --time=1:00:00
          film.mp4.segments/submit.sh --missing --exclude=node7

        USAGE: segue farm slurm <preset> [--max-array-size <count>] [the options of render]

        ARGUMENTS:
          <preset>                The preset: a YAML file, or a name that 'segue
                                  presets' lists. (a file called exactly so comes first)

        OPTIONS:
          -i, --input <file>      A picture, a film or a sequence such as
                                  frame_%04d.png, instead of the preset's.
          --frames <A-B>          Only frames A to B, counted from 0.
          --scale <factor>        Size of the pictures that the networks see, 1 for the
                                  input's own. (default: 1.0)
          --fps <rate>            Frames a second, such as 24 or 24000/1001, instead of
                                  the preset's or the film's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the film's.
          --threads <count>       Threads for each frame. (default: what the workers
                                  leave of the cores)
          --memory <size>         What may be held, such as 800M, 2G or 1.5GiB.
                                  (default: what is available, less a tenth and at
                                  least 200 MB)
          --tile <pixels>         Side of the tiles that pictures are cut into, in
                                  pixels, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> What convolutions multiply: f32, or bf16 where the
                                  processor has it. (values: f32, bf16; default: f32)
          --workers <count>       Frames in flight. (default: as many as there are
                                  cores and memory for)
          --tolerance <levels>    Over a still picture, blend frames from computed ones
                                  where that is no further from the computed frame, in
                                  levels of 255; 0 computes all. (default: 0.0)
          --segments <folder>     Store pictures in this folder, and take over those
                                  that are there. (default: OUTPUT.segments beside the
                                  first output, and nothing for a short render)
          --segment-length <frames>
                                  Frames of a segment. (default: some seconds of work)
          --keep                  Store pictures, and keep them when the outputs are
                                  whole.
          --allow-unrelated       Mix also networks that compare calls unrelated.
          -o, --output <file>     NAME.mp4, NAME.gif or NAME.%06d.png, instead of the
                                  preset's; repeatable.
          --no-sound              Leave out the sound of a film.
          --overwrite             Replace outputs that exist.
          --program <file>        segue on the farm's machines, a path or a name on
                                  their search path. (default: this program's own path)
          --max-array-size <count>
                                  The cluster's MaxArraySize, or how many tasks there
                                  may be: where there are more segments, a task renders
                                  several neighbours. (default: 1001)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "farm openjd",
        """
        OVERVIEW: Write a job template of Open Job Description.

        Prints the command that runs template.yaml on this machine. Its steps are
        Render, in chunks of neighbouring segments, and Stitch, which depends on it.

          segue farm openjd film.yaml --segments-per-task 4
          openjd run film.mp4.segments/template.yaml

        USAGE: segue farm openjd <preset> [--segments-per-task <count>] [the options of render]

        ARGUMENTS:
          <preset>                The preset: a YAML file, or a name that 'segue
                                  presets' lists. (a file called exactly so comes first)

        OPTIONS:
          -i, --input <file>      A picture, a film or a sequence such as
                                  frame_%04d.png, instead of the preset's.
          --frames <A-B>          Only frames A to B, counted from 0.
          --scale <factor>        Size of the pictures that the networks see, 1 for the
                                  input's own. (default: 1.0)
          --fps <rate>            Frames a second, such as 24 or 24000/1001, instead of
                                  the preset's or the film's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the film's.
          --threads <count>       Threads for each frame. (default: what the workers
                                  leave of the cores)
          --memory <size>         What may be held, such as 800M, 2G or 1.5GiB.
                                  (default: what is available, less a tenth and at
                                  least 200 MB)
          --tile <pixels>         Side of the tiles that pictures are cut into, in
                                  pixels, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> What convolutions multiply: f32, or bf16 where the
                                  processor has it. (values: f32, bf16; default: f32)
          --workers <count>       Frames in flight. (default: as many as there are
                                  cores and memory for)
          --tolerance <levels>    Over a still picture, blend frames from computed ones
                                  where that is no further from the computed frame, in
                                  levels of 255; 0 computes all. (default: 0.0)
          --segments <folder>     Store pictures in this folder, and take over those
                                  that are there. (default: OUTPUT.segments beside the
                                  first output, and nothing for a short render)
          --segment-length <frames>
                                  Frames of a segment. (default: some seconds of work)
          --keep                  Store pictures, and keep them when the outputs are
                                  whole.
          --allow-unrelated       Mix also networks that compare calls unrelated.
          -o, --output <file>     NAME.mp4, NAME.gif or NAME.%06d.png, instead of the
                                  preset's; repeatable.
          --no-sound              Leave out the sound of a film.
          --overwrite             Replace outputs that exist.
          --program <file>        segue on the farm's machines, a path or a name on
                                  their search path. (default: this program's own path)
          --segments-per-task <count>
                                  Segments of a chunk, unless the job says another.
                                  (default: 1)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "farm commands",
        """
        OVERVIEW: Print one command a segment, for whatever reads lines.

        The lines may run in any order, again, and on any machine that sees the folder;
        they are also in the folder's file commands. What is to run after all of them
        is told on standard error and is the folder's stitch.sh.

          segue farm commands film.yaml | parallel --joblog film.log --resume-failed
          segue farm commands film.yaml | xargs -d '\\n' -n 1 -P 4 sh -c
          film.mp4.segments/stitch.sh

        USAGE: segue farm commands <preset> [the options of render]

        ARGUMENTS:
          <preset>                The preset: a YAML file, or a name that 'segue
                                  presets' lists. (a file called exactly so comes first)

        OPTIONS:
          -i, --input <file>      A picture, a film or a sequence such as
                                  frame_%04d.png, instead of the preset's.
          --frames <A-B>          Only frames A to B, counted from 0.
          --scale <factor>        Size of the pictures that the networks see, 1 for the
                                  input's own. (default: 1.0)
          --fps <rate>            Frames a second, such as 24 or 24000/1001, instead of
                                  the preset's or the film's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the film's.
          --threads <count>       Threads for each frame. (default: what the workers
                                  leave of the cores)
          --memory <size>         What may be held, such as 800M, 2G or 1.5GiB.
                                  (default: what is available, less a tenth and at
                                  least 200 MB)
          --tile <pixels>         Side of the tiles that pictures are cut into, in
                                  pixels, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> What convolutions multiply: f32, or bf16 where the
                                  processor has it. (values: f32, bf16; default: f32)
          --workers <count>       Frames in flight. (default: as many as there are
                                  cores and memory for)
          --tolerance <levels>    Over a still picture, blend frames from computed ones
                                  where that is no further from the computed frame, in
                                  levels of 255; 0 computes all. (default: 0.0)
          --segments <folder>     Store pictures in this folder, and take over those
                                  that are there. (default: OUTPUT.segments beside the
                                  first output, and nothing for a short render)
          --segment-length <frames>
                                  Frames of a segment. (default: some seconds of work)
          --keep                  Store pictures, and keep them when the outputs are
                                  whole.
          --allow-unrelated       Mix also networks that compare calls unrelated.
          -o, --output <file>     NAME.mp4, NAME.gif or NAME.%06d.png, instead of the
                                  preset's; repeatable.
          --no-sound              Leave out the sound of a film.
          --overwrite             Replace outputs that exist.
          --program <file>        segue on the farm's machines, a path or a name on
                                  their search path. (default: this program's own path)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "networks",
        """
        OVERVIEW: List the networks that ship with the program.

        In a terminal a paragraph a family, else one a line, in columns between tabs:
        what presets call it, its family, the network that it was fine-tuned from, the
        number of its parameters, its cost, a description. Networks of one family can
        be mixed.

        USAGE: segue networks

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "presets",
        """
        OVERVIEW: List the presets that ship with the program.

        One a line, in columns between tabs: its name, a description, its file. 'segue
        render NAME' renders it into the current folder. With a name its YAML is
        printed, to start a preset of your own from: 'segue presets painters >
        own.yaml'.

        USAGE: segue presets [<name>]

        ARGUMENTS:
          <name>                  The preset whose YAML is printed.

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
]
