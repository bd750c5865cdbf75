import ArgumentParser
import Rendering

/// What commands that run networks may use, and what they compute with.
struct ResourceOptions: ParsableArguments {
    @OptionGroup var machine: MachineOptions
    @OptionGroup var precision: PrecisionOptions

    /// The same for the library.
    func resources(workers: Int? = nil) -> RenderResources {
        var resources = machine.resources(workers: workers)
        resources.precision = precision.precision
        return resources
    }
}

/// What commands that run networks may use.
struct MachineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Threads for each frame. (default: what the workers leave of the cores)",
            valueName: "count"))
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            """
            What may be held, such as 800M, 2G or 1.5GiB. (default: what is available, less a tenth \
            and at least 200 MB)
            """, valueName: "size"), transform: Self.size)
    var memory: MemorySize?

    @Option(
        help: ArgumentHelp(
            """
            Side of the tiles that pictures are cut into, in pixels, or none; the result is the same. \
            (default: as memory requires)
            """, valueName: "pixels"), transform: Self.tile)
    var tile: Int?

    /// The same for the library.
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
