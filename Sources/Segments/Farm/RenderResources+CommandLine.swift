public import Rendering

extension RenderResources {
    /// What the user has said of workers, threads, memory and tiles, as options of the command line;
    /// memory to the kilobyte.
    public var commandLine: [String] {
        var words: [String] = []
        if let workers { words += ["--workers", "\(workers)"] }
        if let threads { words += ["--threads", "\(threads)"] }
        if let memory { words += ["--memory", "\(max(memory.bytes / 1000, 1))K"] }
        if let tile { words += ["--tile", tile == 0 ? "none" : "\(tile)"] }
        return words
    }
}
