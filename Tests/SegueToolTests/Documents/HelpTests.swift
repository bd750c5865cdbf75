import Fixtures
import Foundation
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

    @Test func `the changelog begins with the version`() throws {
        let version = try Tool.segue.run(["--version"]).output.split(separator: "\n")[0]
        let changelog = try String(
            contentsOfFile: "\(Tool.package)/CHANGELOG.md", encoding: .utf8)
        let heading = changelog.split(separator: "\n").first { $0.hasPrefix("## ") }
        #expect(heading?.hasPrefix("## \(version)") == true)
    }
}

private let helps = [
    (
        "",
        """
        OVERVIEW: Renders transitions between neural networks, with a new mixture of
        them for every frame.

        A preset names related networks and a path of keyframes, each a mixture of
        them. Every frame is rendered by the network whose parameters are the weighted
        sum at that time.

        USAGE: segue <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          render                  Render a preset as a video, GIF or PNG sequence.
          bundle                  Make a folder of the outputs for editing programs.
          apply                   Run an image or a sequence through one mixture of
                                  networks.
          blend                   Write a mixture of networks as a single network, for
                                  other programs.
          sheet                   Make a contact sheet of a preset's path.
          plan                    Estimate what a render makes and needs, by rendering
                                  a few frames.
          studio                  Direct a transition by eye, on a page in the browser.
          inspect                 Describe network files: structure, sizes, colours.
          compare                 Report whether networks are related, so that their
                                  mixtures work.
          recipe                  Print the preset that an output carries.
          verify                  Render some frames of an output again, and compare
                                  them with its recipe.
          repair                  Reorder a network's channels so that it fits another
                                  network better.
          bench                   Measure seconds per frame while the mixture changes
                                  with every frame.
          segments                Render, list and join the segments of a render, on
                                  one machine or many.
          farm                    Write job files for rendering a preset's segments on
                                  a farm.
          networks                List the built-in networks.
          presets                 List the built-in presets, or print one.

          See 'segue help <subcommand>' for detailed help.

        """
    ),
    (
        "render",
        """
        OVERVIEW: Render a preset as a video, GIF or PNG sequence.

        Prints the paths of the outputs. An output appears under its name only when it
        is complete. A longer render stores its frames as it goes; if it is
        interrupted, the same command continues from there. A disk that is clearly too
        small is reported before rendering starts. With --progress json, prints a JSON
        object per frame and one with a summary at the end, all on standard error.

        USAGE: segue render <preset> [--input <file>] [--output <file> ...] [options]

        ARGUMENTS:
          <preset>                A YAML file, - for standard input, or the name of a
                                  built-in preset, see 'segue presets'. (a file of
                                  exactly that name comes first)

        OPTIONS:
          -i, --input <file>      An image, a video, a sequence such as frame_%04d.png,
                                  or - for standard input, instead of the preset's.
          --gaps <gaps>           For a number of a sequence without image: stop, show
                                  the image before, or leave it out, instead of the
                                  preset's. (values: error, hold, skip)
          --frames <A-B>          Render only frames A to B, counted from 0.
          --scale <factor>        Scale the input by this factor, above 0 and at most
                                  8, instead of the preset's.
          --fps <rate>            Frames per second, such as 24 or 24000/1001, instead
                                  of the preset's or the video's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the video's.
          --cross-fade            To compare, blend the networks' images by the same
                                  weights instead of the networks, in the images'
                                  stored values.
          --side-by-side          Show both beside one another, with labels: networks
                                  mixed, images blended.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> Arithmetic of the convolutions: f32, or bf16 if the
                                  processor supports it. (values: f32, bf16; default:
                                  f32)
          --workers <count>       Frames rendered at the same time. (default: as many
                                  as cores and memory allow)
          --tolerance <levels>    For a still input, interpolate frames within this
                                  many levels (of 255) of the rendered ones; 0 renders
                                  all. (default: 0.0)
          --segments <folder>     Store frames in this folder, and reuse those that are
                                  there. (default: OUTPUT.segments beside the first
                                  output; a short render stores none)
          --segment-length <frames>
                                  Frames per segment. (default: a few seconds of work)
          --keep                  Store frames, and keep them when the outputs are
                                  complete.
          --allow-unrelated       Also mix networks that compare reports as unrelated.
          -o, --output <file>     A video NAME.mp4, .mov, .mxf, .mkv or .webm, an
                                  animation .gif, .apng or .webp, a sequence
                                  NAME.%06d.png, .tif, .exr, .jpg or .webp, or - for
                                  y4m on the standard output, instead of the preset's;
                                  repeatable.
          --no-sound              Do not copy the sound of a video.
          --overwrite             Replace existing outputs.
          --progress <style>      How to show progress on standard error. (values:
                                  auto, lines, json, none; default: auto)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "bundle",
        """
        OVERVIEW: Make a folder of the outputs for editing programs.

        Renders the outputs that are missing, and makes OUTPUT.bundle with them,
        documents that open them in editing programs (OTIO, FCPXML, Final Cut 7's XML,
        an EDL of markers), the weights of every frame as CSV, a poster and a contact
        sheet. Prints the path of the folder.

        USAGE: segue bundle <preset> [--input <file>] [--output <file> ...] [options]

        ARGUMENTS:
          <preset>                A YAML file, - for standard input, or the name of a
                                  built-in preset, see 'segue presets'. (a file of
                                  exactly that name comes first)

        OPTIONS:
          -i, --input <file>      An image, a video, a sequence such as frame_%04d.png,
                                  or - for standard input, instead of the preset's.
          --gaps <gaps>           For a number of a sequence without image: stop, show
                                  the image before, or leave it out, instead of the
                                  preset's. (values: error, hold, skip)
          --frames <A-B>          Render only frames A to B, counted from 0.
          --scale <factor>        Scale the input by this factor, above 0 and at most
                                  8, instead of the preset's.
          --fps <rate>            Frames per second, such as 24 or 24000/1001, instead
                                  of the preset's or the video's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the video's.
          --cross-fade            To compare, blend the networks' images by the same
                                  weights instead of the networks, in the images'
                                  stored values.
          --side-by-side          Show both beside one another, with labels: networks
                                  mixed, images blended.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> Arithmetic of the convolutions: f32, or bf16 if the
                                  processor supports it. (values: f32, bf16; default:
                                  f32)
          --workers <count>       Frames rendered at the same time. (default: as many
                                  as cores and memory allow)
          --tolerance <levels>    For a still input, interpolate frames within this
                                  many levels (of 255) of the rendered ones; 0 renders
                                  all. (default: 0.0)
          --segments <folder>     Store frames in this folder, and reuse those that are
                                  there. (default: OUTPUT.segments beside the first
                                  output; a short render stores none)
          --segment-length <frames>
                                  Frames per segment. (default: a few seconds of work)
          --keep                  Store frames, and keep them when the outputs are
                                  complete.
          --allow-unrelated       Also mix networks that compare reports as unrelated.
          -o, --output <file>     A video NAME.mp4, .mov, .mxf, .mkv or .webm, an
                                  animation .gif, .apng or .webp, a sequence
                                  NAME.%06d.png, .tif, .exr, .jpg or .webp, or - for
                                  y4m on the standard output, instead of the preset's;
                                  repeatable.
          --no-sound              Do not copy the sound of a video.
          --overwrite             Replace existing outputs.
          --progress <style>      How to show progress on standard error. (values:
                                  auto, lines, json, none; default: auto)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "apply",
        """
        OVERVIEW: Run an image or a sequence through one mixture of networks.

        Prints the path of the result.

        USAGE: segue apply --network <network> ... --input <file> --output <file> [options]

        OPTIONS:
          --network <network>     builtin:NAME or a file, with =WEIGHT if several are
                                  mixed; repeatable.
          --io <colours>          The networks' colours, such as 'rgb, 0..1', instead
                                  of those in their files.
          --norm <statistics>     Statistics used by batch normalisation: the image's
                                  own, or those stored in the file. The default depends
                                  on the architecture; inspect shows it. (values:
                                  picture, stored)
          --allow-unrelated       Also mix networks that compare reports as unrelated.
          -i, --input <file>      An image, a video, a sequence such as frame_%04d.png,
                                  or - for standard input.
          --gaps <gaps>           For a number of a sequence without image: stop, show
                                  the image before, or leave it out. (values: error,
                                  hold, skip; default: error)
          -o, --output <file>     The result: .png, .tif, .exr, .jpg or .webp;
                                  out_%04d.png for all images of a sequence.
          --depth <bits>          Bits per channel of a .png or .tif. (values: 8, 16;
                                  default: 8)
          --quality <number>      Quality of a .jpg or .webp, 0 (best) to 51; 6 without
                                  it.
          --mask <mask>           Where the result shows over the input: a grey image,
                                  white where it does, or linear:X,Y,X,Y,
                                  radial:X,Y,RADIUS or luma:FROM,TO.
          --feather <share>       Blur of the mask, 0 to 0.25: a Gaussian's standard
                                  deviation as a share of the width.
          --invert                Show the result where the mask is black.
          --opacity <share>       How much of the result shows over the input, 0 to 1.
                                  (default: 1.0)
          --cross-fade            To compare, blend the networks' images by the same
                                  weights instead of the networks, in the images'
                                  stored values.
          --side-by-side          Show both beside one another, with labels: networks
                                  mixed, images blended.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> Arithmetic of the convolutions: f32, or bf16 if the
                                  processor supports it. (values: f32, bf16; default:
                                  f32)
          --overwrite             Replace an existing result.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "blend",
        """
        OVERVIEW: Write a mixture of networks as a single network, for other programs.

        Writes safetensors with the first network's tensor names. A mixture of ONNX
        files may also be written as .onnx. Prints the path of the result.

        USAGE: segue blend --network <network> ... --output <file> [options]

        OPTIONS:
          --network <network>     builtin:NAME or a file, with =WEIGHT if several are
                                  mixed; repeatable.
          --io <colours>          The networks' colours, such as 'rgb, 0..1', instead
                                  of those in their files.
          --norm <statistics>     Statistics used by batch normalisation: the image's
                                  own, or those stored in the file. The default depends
                                  on the architecture; inspect shows it. (values:
                                  picture, stored)
          --allow-unrelated       Also mix networks that compare reports as unrelated.
          -o, --output <file>     The result, .safetensors or .onnx.
          --half                  Store 16-bit floats in a safetensors file, which
                                  halves its size.
          --overwrite             Replace an existing result.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "sheet",
        """
        OVERVIEW: Make a contact sheet of a preset's path.

        Prints the path of the sheet.

        USAGE: segue sheet <preset> --output <file> [options]

        ARGUMENTS:
          <preset>                A YAML file, - for standard input, or the name of a
                                  built-in preset, see 'segue presets'. (a file of
                                  exactly that name comes first)

        OPTIONS:
          -i, --input <file>      An image, a video, a sequence such as frame_%04d.png,
                                  or - for standard input, instead of the preset's.
          --gaps <gaps>           For a number of a sequence without image: stop, show
                                  the image before, or leave it out, instead of the
                                  preset's. (values: error, hold, skip)
          --frames <A-B>          Render only frames A to B, counted from 0.
          --scale <factor>        Scale the input by this factor, above 0 and at most
                                  8, instead of the preset's.
          --fps <rate>            Frames per second, such as 24 or 24000/1001, instead
                                  of the preset's or the video's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the video's.
          --cross-fade            To compare, blend the networks' images by the same
                                  weights instead of the networks, in the images'
                                  stored values.
          --side-by-side          Show both beside one another, with labels: networks
                                  mixed, images blended.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> Arithmetic of the convolutions: f32, or bf16 if the
                                  processor supports it. (values: f32, bf16; default:
                                  f32)
          --allow-unrelated       Also mix networks that compare reports as unrelated.
          -o, --output <file>     The sheet: .png, .tif, .exr, .jpg or .webp.
          --count <count>         Frames on the sheet. (default: 12)
          --columns <count>       Frames per row. (default: 3)
          --tile-width <pixels>   Width of each frame. (default: 320)
          --overwrite             Replace an existing sheet.
          --progress <style>      How to show progress on standard error. (values:
                                  auto, lines, json, none; default: auto)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "segments",
        """
        OVERVIEW: Render, list and join the segments of a render, on one machine or
        many.

        A folder of segments holds the plan of a render and the frames rendered so far.
        'segue farm' makes one for many machines, and a longer 'segue render' makes one
        for itself. Every machine renders segments into the folder; when all are
        complete, stitch makes the outputs.

        USAGE: segue segments <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          render                  Render the segments that are not complete.
          status                  Show which segments are complete.
          stitch                  Make the outputs from complete segments.

          See 'segue help segments <subcommand>' for detailed help.

        """
    ),
    (
        "segments render",
        """
        OVERVIEW: Render the segments that are not complete.

        Skips segments that are complete, so it may be run again at any time. Ends with
        76 if this machine would compute other frames than the plan's, and with 78 if
        the input or a network differs from the plan's.

        USAGE: segue segments render <folder> [<number> ...] [options]

        ARGUMENTS:
          <folder>                A folder of segments.
          <number>                Segments, such as 3 or 5-9. (default: all)

        OPTIONS:
          --plan <hash>           The plan's hash, or its first digits; any other plan
                                  in the folder is refused.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --workers <count>       Frames rendered at the same time. (default: as many
                                  as cores and memory allow)
          --progress <style>      How to show progress on standard error. (values:
                                  auto, lines, json, none; default: auto)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "segments status",
        """
        OVERVIEW: Show which segments are complete.

        USAGE: segue segments status <folder> [--missing | --json] [--verify]

        ARGUMENTS:
          <folder>                A folder of segments.

        OPTIONS:
          --plan <hash>           The plan's hash, or its first digits; any other plan
                                  in the folder is refused.
          --missing               Print only the numbers of the segments that are not
                                  complete, one per line.
          --json                  Print a JSON object.
          --verify                Read all stored frames and check their hashes, not
                                  only the sidecar files.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "segments stitch",
        """
        OVERVIEW: Make the outputs from complete segments.

        Verifies every segment first, and names those that are missing. Prints the
        paths of the outputs. When they are complete the segments are removed, unless
        the plan was made with --keep.

        USAGE: segue segments stitch <folder> [options]

        ARGUMENTS:
          <folder>                A folder of segments.

        OPTIONS:
          --plan <hash>           The plan's hash, or its first digits; any other plan
                                  in the folder is refused.
          --progress <style>      How to show progress on standard error. (values:
                                  auto, lines, json, none; default: auto)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "plan",
        """
        OVERVIEW: Estimate what a render makes and needs, by rendering a few frames.

        Renders and encodes three frames, or one per worker if that is more, to
        estimate the time and the disk space of the whole render. Writes only to the
        folder for temporary files, and plots.

        USAGE: segue plan <preset> [--input <file>] [options]

        ARGUMENTS:
          <preset>                A YAML file, - for standard input, or the name of a
                                  built-in preset, see 'segue presets'. (a file of
                                  exactly that name comes first)

        OPTIONS:
          -i, --input <file>      An image, a video, a sequence such as frame_%04d.png,
                                  or - for standard input, instead of the preset's.
          --gaps <gaps>           For a number of a sequence without image: stop, show
                                  the image before, or leave it out, instead of the
                                  preset's. (values: error, hold, skip)
          --frames <A-B>          Render only frames A to B, counted from 0.
          --scale <factor>        Scale the input by this factor, above 0 and at most
                                  8, instead of the preset's.
          --fps <rate>            Frames per second, such as 24 or 24000/1001, instead
                                  of the preset's or the video's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the video's.
          --cross-fade            To compare, blend the networks' images by the same
                                  weights instead of the networks, in the images'
                                  stored values.
          --side-by-side          Show both beside one another, with labels: networks
                                  mixed, images blended.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> Arithmetic of the convolutions: f32, or bf16 if the
                                  processor supports it. (values: f32, bf16; default:
                                  f32)
          --workers <count>       Frames rendered at the same time. (default: as many
                                  as cores and memory allow)
          --tolerance <levels>    For a still input, interpolate frames within this
                                  many levels (of 255) of the rendered ones; 0 renders
                                  all. (default: 0.0)
          --segments <folder>     Store frames in this folder, and reuse those that are
                                  there. (default: OUTPUT.segments beside the first
                                  output; a short render stores none)
          --segment-length <frames>
                                  Frames per segment. (default: a few seconds of work)
          --keep                  Store frames, and keep them when the outputs are
                                  complete.
          --allow-unrelated       Also mix networks that compare reports as unrelated.
          --plot <file>           Also draw the weights over time as .svg or .png, or
                                  write those of every frame as .csv or .json;
                                  repeatable.
          --overwrite             Replace existing plots.
          --json                  Print JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "studio",
        """
        OVERVIEW: Direct a transition by eye, on a page in the browser.

        Prints the address of the page, which only this machine can open, and serves it
        until Ctrl-C. The preset's file changes as the page is used; a built-in preset
        is copied to the current folder at the first change.

        USAGE: segue studio [<preset>] [--input <file>] [options]

        ARGUMENTS:
          <preset>                A YAML file, or the name of a built-in preset, see
                                  'segue presets'. (default: painters)

        OPTIONS:
          -i, --input <file>      An image, a video or a sequence such as
                                  frame_%04d.png, instead of the preset's.
          --scale <factor>        Scale the input by this factor, above 0 and at most
                                  8, instead of the preset's.
          --port <number>         The port to serve the page on; 0 for any that is
                                  free. (default: 0)
          --host <address>        The IPv4 address to serve the page on. Whoever can
                                  reach another one than the default, and learns the
                                  page's address, can change the preset. (default:
                                  127.0.0.1)
          --open                  Open the page in the browser.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> Arithmetic of the convolutions: f32, or bf16 if the
                                  processor supports it. (values: f32, bf16; default:
                                  f32)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "inspect",
        """
        OVERVIEW: Describe network files: structure, sizes, colours.

        USAGE: segue inspect <network> ... [--parameters] | --operators

        ARGUMENTS:
          <network>               builtin:NAME, or a safetensors, PyTorch, ONNX or ncnn
                                  file; FILE#NAME for one of several networks in a
                                  file; repeatable.

        OPTIONS:
          --io <colours>          The networks' colours, such as 'rgb, 0..1', instead
                                  of those in their files.
          --norm <statistics>     Statistics used by batch normalisation: the image's
                                  own, or those stored in the file. The default depends
                                  on the architecture; inspect shows it. (values:
                                  picture, stored)
          --parameters            List the parameters too: how deep each is in the
                                  network, its name and shape, as layers of a preset
                                  name them.
          --operators             List the supported ONNX operators.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "compare",
        """
        OVERVIEW: Report whether networks are related, so that their mixtures work.

        Gives each pair a verdict: related, mixtures work; distant, expect artefacts in
        the layers named; unrelated, mixtures compute nothing useful. Then lists for
        each layer: its filters, how many of them are in the same order, the cosine and
        the relative distance |a-b|/sqrt(|a||b|) of the weights, and how much of the
        ends' variance the midpoint keeps.

        USAGE: segue compare <network> <network> ... [--json]

        ARGUMENTS:
          <network>               builtin:NAME or a file; give at least two.

        OPTIONS:
          --io <colours>          The networks' colours, such as 'rgb, 0..1', instead
                                  of those in their files.
          --norm <statistics>     Statistics used by batch normalisation: the image's
                                  own, or those stored in the file. The default depends
                                  on the architecture; inspect shows it. (values:
                                  picture, stored)
          --json                  Print JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "recipe",
        """
        OVERVIEW: Print the preset that an output carries.

        Every output of 'segue render' that has room for text carries its recipe: the
        preset, the options of the command line that decide its frames, SHA-256 of the
        networks, of the input and of some frames, and the version of segue. Prints the
        preset as YAML; options are in a comment at its beginning. Of a sequence, any
        image will do.

          segue recipe film.mp4 > again.yaml

        USAGE: segue recipe <file> [--json]

        ARGUMENTS:
          <file>                  A video, an animation or an image.

        OPTIONS:
          --json                  Print the whole recipe as a JSON object.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "verify",
        """
        OVERVIEW: Render some frames of an output again, and compare them with its
        recipe.

        Compares networks and input with the recipe by SHA-256, and renders up to five
        frames again: the first, the last and those between, or of a sequence's image
        its own. They are compared as they were before encoding; the frames in the file
        itself only where its format keeps them exactly: PNG, TIFF, EXR, FFV1. So a
        video still agrees after 'ffmpeg -c copy' into another container. Prints a line
        for each comparison.

        Ends with 0 if all is equal, with 65 if something differs, and with 76 if this
        machine computes in another way than the one that rendered it.

        USAGE: segue verify <file> [--preset <folder>] [--input <file>] [options]

        ARGUMENTS:
          <file>                  A video, an animation or an image.

        OPTIONS:
          --preset <folder>       Where the preset's relative paths begin. (default:
                                  the folder that it was in, as seen from the output,
                                  or the current one)
          -i, --input <file>      The input, instead of the recipe's.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "repair",
        """
        OVERVIEW: Reorder a network's channels so that it fits another network better.

        Writes the second network with its channels in the order that brings its
        weights closest to the first's; what it computes stays the same. With
        --between, also writes networks between the first and the result, in which
        every layer's output keeps its mean and deviation. A transition then goes from
        one to the next, through NAME-0.5.safetensors at the middle. Prints the paths
        of the results in this order; how much closer the networks are is reported on
        standard error.

        USAGE: segue repair <first> <second> --output <file> [options]

        ARGUMENTS:
          <first>                 builtin:NAME or a file; it is not changed.
          <second>                builtin:NAME or a file; its channels are reordered.

        OPTIONS:
          -o, --output <file>     The result, .safetensors, or .onnx if the second
                                  network is ONNX.
          --between <count>       Number of networks to write in between. (default: 0)
          --picture <file>        An image typical of the networks' input, to measure
                                  on; repeatable.
          --io <colours>          The networks' colours, such as 'rgb, 0..1', instead
                                  of those in their files.
          --norm <statistics>     Statistics used by batch normalisation: the image's
                                  own, or those stored in the file. The default depends
                                  on the architecture; inspect shows it. (values:
                                  picture, stored)
          --overwrite             Replace existing results.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "bench",
        """
        OVERVIEW: Measure seconds per frame while the mixture changes with every frame.

        The mixture goes from the first network through the others to the last and
        back. Every frame has its own synthetic image. Seconds per frame are wall time
        divided by frames. The interpolation's share is a share of the workers' time.
        Peak memory is that of the whole process.

        USAGE: segue bench --network <network> --network <network> ... --size <WxH> [options]

        OPTIONS:
          --network <network>     builtin:NAME or a file; give at least two.
          --io <colours>          The networks' colours, such as 'rgb, 0..1', instead
                                  of those in their files.
          --norm <statistics>     Statistics used by batch normalisation: the image's
                                  own, or those stored in the file. The default depends
                                  on the architecture; inspect shows it. (values:
                                  picture, stored)
          --size <WxH>            Size of the images, such as 640x360.
          --frames <count>        Frames to measure. (default: 24, or a few more so
                                  that all workers get the same number)
          --workers <count>       Frames rendered at the same time. (default: cores
                                  divided by threads)
          --threads <count>       Threads per frame. (default: 1)
          --precision <precision> Arithmetic of the convolutions: f32, or bf16 if the
                                  processor supports it. (values: f32, bf16; default:
                                  f32)
          --still                 Use one image for all frames.
          --layers                Also list every step of a frame, and the peak rate of
                                  one core.
          --json                  Print JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "farm",
        """
        OVERVIEW: Write job files for rendering a preset's segments on a farm.

        Each command freezes the render into a folder that all machines of the farm
        see, writes job files beside the plan, and prints what to run next. Jobs name
        segments by number. The folder alone records which segments are complete, so
        any job may run again, anywhere, at any time.

        USAGE: segue farm <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          slurm                   Write the batch scripts of a Slurm cluster.
          openjd                  Write a job template of Open Job Description.
          commands                Print one command per segment, one per line.

          See 'segue help farm <subcommand>' for detailed help.

        """
    ),
    (
        "farm slurm",
        """
        OVERVIEW: Write the batch scripts of a Slurm cluster.

        Prints the path of submit.sh. It submits an array of tasks that render and a
        job that stitches after them, and prints both job numbers. Its options are
        passed to sbatch. With --missing as the first, it submits only tasks that have
        segments left to render.

          segue farm slurm film.yaml
          film.mp4.segments/submit.sh --partition=cpu --cpus-per-task=8 --time=1:00:00
          film.mp4.segments/submit.sh --missing --exclude=node7

        USAGE: segue farm slurm <preset> [--max-array-size <count>] [the options of render]

        ARGUMENTS:
          <preset>                A YAML file, - for standard input, or the name of a
                                  built-in preset, see 'segue presets'. (a file of
                                  exactly that name comes first)

        OPTIONS:
          -i, --input <file>      An image, a video, a sequence such as frame_%04d.png,
                                  or - for standard input, instead of the preset's.
          --gaps <gaps>           For a number of a sequence without image: stop, show
                                  the image before, or leave it out, instead of the
                                  preset's. (values: error, hold, skip)
          --frames <A-B>          Render only frames A to B, counted from 0.
          --scale <factor>        Scale the input by this factor, above 0 and at most
                                  8, instead of the preset's.
          --fps <rate>            Frames per second, such as 24 or 24000/1001, instead
                                  of the preset's or the video's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the video's.
          --cross-fade            To compare, blend the networks' images by the same
                                  weights instead of the networks, in the images'
                                  stored values.
          --side-by-side          Show both beside one another, with labels: networks
                                  mixed, images blended.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> Arithmetic of the convolutions: f32, or bf16 if the
                                  processor supports it. (values: f32, bf16; default:
                                  f32)
          --workers <count>       Frames rendered at the same time. (default: as many
                                  as cores and memory allow)
          --tolerance <levels>    For a still input, interpolate frames within this
                                  many levels (of 255) of the rendered ones; 0 renders
                                  all. (default: 0.0)
          --segments <folder>     Store frames in this folder, and reuse those that are
                                  there. (default: OUTPUT.segments beside the first
                                  output; a short render stores none)
          --segment-length <frames>
                                  Frames per segment. (default: a few seconds of work)
          --keep                  Store frames, and keep them when the outputs are
                                  complete.
          --allow-unrelated       Also mix networks that compare reports as unrelated.
          -o, --output <file>     A video NAME.mp4, .mov, .mxf, .mkv or .webm, an
                                  animation .gif, .apng or .webp, a sequence
                                  NAME.%06d.png, .tif, .exr, .jpg or .webp, or - for
                                  y4m on the standard output, instead of the preset's;
                                  repeatable.
          --no-sound              Do not copy the sound of a video.
          --overwrite             Replace existing outputs.
          --program <file>        segue on the farm's machines: a path, or a name on
                                  their search path. (default: the path of this program)
          --max-array-size <count>
                                  The cluster's MaxArraySize: the most tasks an array
                                  may have. If there are more segments, a task renders
                                  several neighbouring ones. (default: 1001)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "farm openjd",
        """
        OVERVIEW: Write a job template of Open Job Description.

        Prints the command that runs template.yaml on this machine. The template has
        two steps: Render, in chunks of neighbouring segments, and Stitch, which
        depends on it.

          segue farm openjd film.yaml --segments-per-task 4
          openjd run film.mp4.segments/template.yaml

        USAGE: segue farm openjd <preset> [--segments-per-task <count>] [the options of render]

        ARGUMENTS:
          <preset>                A YAML file, - for standard input, or the name of a
                                  built-in preset, see 'segue presets'. (a file of
                                  exactly that name comes first)

        OPTIONS:
          -i, --input <file>      An image, a video, a sequence such as frame_%04d.png,
                                  or - for standard input, instead of the preset's.
          --gaps <gaps>           For a number of a sequence without image: stop, show
                                  the image before, or leave it out, instead of the
                                  preset's. (values: error, hold, skip)
          --frames <A-B>          Render only frames A to B, counted from 0.
          --scale <factor>        Scale the input by this factor, above 0 and at most
                                  8, instead of the preset's.
          --fps <rate>            Frames per second, such as 24 or 24000/1001, instead
                                  of the preset's or the video's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the video's.
          --cross-fade            To compare, blend the networks' images by the same
                                  weights instead of the networks, in the images'
                                  stored values.
          --side-by-side          Show both beside one another, with labels: networks
                                  mixed, images blended.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> Arithmetic of the convolutions: f32, or bf16 if the
                                  processor supports it. (values: f32, bf16; default:
                                  f32)
          --workers <count>       Frames rendered at the same time. (default: as many
                                  as cores and memory allow)
          --tolerance <levels>    For a still input, interpolate frames within this
                                  many levels (of 255) of the rendered ones; 0 renders
                                  all. (default: 0.0)
          --segments <folder>     Store frames in this folder, and reuse those that are
                                  there. (default: OUTPUT.segments beside the first
                                  output; a short render stores none)
          --segment-length <frames>
                                  Frames per segment. (default: a few seconds of work)
          --keep                  Store frames, and keep them when the outputs are
                                  complete.
          --allow-unrelated       Also mix networks that compare reports as unrelated.
          -o, --output <file>     A video NAME.mp4, .mov, .mxf, .mkv or .webm, an
                                  animation .gif, .apng or .webp, a sequence
                                  NAME.%06d.png, .tif, .exr, .jpg or .webp, or - for
                                  y4m on the standard output, instead of the preset's;
                                  repeatable.
          --no-sound              Do not copy the sound of a video.
          --overwrite             Replace existing outputs.
          --program <file>        segue on the farm's machines: a path, or a name on
                                  their search path. (default: the path of this program)
          --segments-per-task <count>
                                  Segments per chunk, unless the job sets another
                                  number. (default: 1)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "farm commands",
        """
        OVERVIEW: Print one command per segment, one per line.

        The commands may run in any order, more than once, and on any machine that sees
        the folder. They are also in the folder's file commands. The command to run
        after all of them is shown on standard error and is in the folder's stitch.sh.

          segue farm commands film.yaml | parallel --joblog film.log --resume-failed
          segue farm commands film.yaml | xargs -d '\\n' -n 1 -P 4 sh -c
          film.mp4.segments/stitch.sh

        USAGE: segue farm commands <preset> [the options of render]

        ARGUMENTS:
          <preset>                A YAML file, - for standard input, or the name of a
                                  built-in preset, see 'segue presets'. (a file of
                                  exactly that name comes first)

        OPTIONS:
          -i, --input <file>      An image, a video, a sequence such as frame_%04d.png,
                                  or - for standard input, instead of the preset's.
          --gaps <gaps>           For a number of a sequence without image: stop, show
                                  the image before, or leave it out, instead of the
                                  preset's. (values: error, hold, skip)
          --frames <A-B>          Render only frames A to B, counted from 0.
          --scale <factor>        Scale the input by this factor, above 0 and at most
                                  8, instead of the preset's.
          --fps <rate>            Frames per second, such as 24 or 24000/1001, instead
                                  of the preset's or the video's.
          --duration <time>       Length of the result, such as 8s or 240f, instead of
                                  the preset's or the video's.
          --cross-fade            To compare, blend the networks' images by the same
                                  weights instead of the networks, in the images'
                                  stored values.
          --side-by-side          Show both beside one another, with labels: networks
                                  mixed, images blended.
          --threads <count>       Threads per frame. (default: cores divided by workers)
          --memory <size>         Memory limit, such as 800M, 2G or 1.5GiB. (default:
                                  free memory minus 10 %, keeping at least 200 MB free)
          --tile <pixels>         Side in pixels of the tiles that images are split
                                  into, or none; the result is the same. (default: as
                                  memory requires)
          --precision <precision> Arithmetic of the convolutions: f32, or bf16 if the
                                  processor supports it. (values: f32, bf16; default:
                                  f32)
          --workers <count>       Frames rendered at the same time. (default: as many
                                  as cores and memory allow)
          --tolerance <levels>    For a still input, interpolate frames within this
                                  many levels (of 255) of the rendered ones; 0 renders
                                  all. (default: 0.0)
          --segments <folder>     Store frames in this folder, and reuse those that are
                                  there. (default: OUTPUT.segments beside the first
                                  output; a short render stores none)
          --segment-length <frames>
                                  Frames per segment. (default: a few seconds of work)
          --keep                  Store frames, and keep them when the outputs are
                                  complete.
          --allow-unrelated       Also mix networks that compare reports as unrelated.
          -o, --output <file>     A video NAME.mp4, .mov, .mxf, .mkv or .webm, an
                                  animation .gif, .apng or .webp, a sequence
                                  NAME.%06d.png, .tif, .exr, .jpg or .webp, or - for
                                  y4m on the standard output, instead of the preset's;
                                  repeatable.
          --no-sound              Do not copy the sound of a video.
          --overwrite             Replace existing outputs.
          --program <file>        segue on the farm's machines: a path, or a name on
                                  their search path. (default: the path of this program)
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "networks",
        """
        OVERVIEW: List the built-in networks.

        In a terminal, prints a paragraph per family. Elsewhere, prints one network per
        line in columns separated by tabs: its name in presets, its family, the network
        it was fine-tuned from, its number of parameters, its cost, a description.
        Networks of one family can be mixed.

        USAGE: segue networks

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
    (
        "presets",
        """
        OVERVIEW: List the built-in presets, or print one.

        Lists one preset per line in columns separated by tabs: name, description,
        file. 'segue render NAME' renders it into the current folder. Given a name,
        prints the preset's YAML, to start your own from: 'segue presets painters >
        own.yaml'.

        USAGE: segue presets [<name>]

        ARGUMENTS:
          <name>                  The preset to print.

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        """
    ),
]
