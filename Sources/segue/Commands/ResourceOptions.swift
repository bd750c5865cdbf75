import ArgumentParser
import Rendering

/// The options of the machine with the precision, for commands that run networks.
struct ResourceOptions: ParsableArguments {
    @OptionGroup var machine: Machine
    @OptionGroup var precision: PrecisionOptions

    /// The options as the library takes them.
    func resources(workers: Int? = nil) -> RenderResources {
        var resources = machine.resources(workers: workers)
        resources.precision = precision.precision
        return resources
    }
}

extension ResourceOptions {
    /// The threads, memory and tiles that commands may use.
    struct Machine: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "Threads per frame. (default: cores divided by workers)",
                valueName: "count"))
        var threads: Int?

        @Option(
            help: ArgumentHelp(
                """
                Memory limit, such as 800M, 2G or 1.5GiB. (default: free memory minus 10 %, keeping at \
                least 200 MB free)
                """, valueName: "size"), transform: Self.size)
        var memory: MemorySize?

        @Option(
            help: ArgumentHelp(
                """
                Side in pixels of the tiles that images are split into, or none; the result is the \
                same. (default: as memory requires)
                """, valueName: "pixels"), transform: Self.tile)
        var tile: Int?

        /// The options as the library takes them.
        func resources(workers: Int? = nil) -> RenderResources {
            var resources = RenderResources()
            resources.workers = workers
            resources.threads = threads
            resources.memory = memory
            resources.tile = tile
            return resources
        }

        private static func size(_ text: String) throws -> MemorySize {
            guard let size = MemorySize(text) else {
                throw ValidationError("expected a size such as 800M, 2G or 1.5GiB")
            }
            return size
        }

        private static func tile(_ text: String) throws -> Int {
            guard let pixels = text == "none" ? 0 : Int(text), pixels >= 0 else {
                throw ValidationError("expected a number of pixels or none")
            }
            return pixels
        }
    }
}

extension ResourceOptions {
    /// The number of workers, for `render`, `plan`, `farm` and `segments render`.
    struct Workers: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "Frames rendered at the same time. (default: as many as cores and memory allow)",
                valueName: "count"))
        var workers: Int?
    }
}
